using System.Text;
using System.Text.Json;

namespace Domicile.Cli.Privacy.Rights;

/// <summary>Hands on what is written to it and keeps the last line, which says whether an export is whole.</summary>
internal sealed class LastLine(Stream target) : Stream
{
    private readonly List<byte> line = [];
    private byte[] last = [];

    /// <summary>True when the last line is an end that says so.</summary>
    public bool IsComplete
    {
        get
        {
            try
            {
                using var json = JsonDocument.Parse(last);
                return json.RootElement.GetProperty("line").GetString() == "end"
                    && json.RootElement.GetProperty("complete").GetBoolean();
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException)
            {
                // Half a line, or none: the answer was cut off.
                return false;
            }
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span);
        return target.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(buffer.AsSpan(offset, count));
        target.Write(buffer, offset, count);
    }

    public override void Flush() => target.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>What the last line was, for messages.</summary>
    public override string ToString() => Encoding.UTF8.GetString(last);

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            line.AddRange(bytes[..end]);
            last = [.. line];
            line.Clear();
            bytes = bytes[(end + 1)..];
        }

        line.AddRange(bytes);
    }
}
