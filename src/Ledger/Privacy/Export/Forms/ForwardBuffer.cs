using System.Buffers;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>
/// Takes what a writer writes at once, and hands it on to a stream that is written asynchronously only: the system's
/// zip closes its entries at once. Written forward only; holds what was written since it was last emptied.
/// </summary>
internal sealed class ForwardBuffer(Stream target) : Stream
{
    private readonly ArrayBufferWriter<byte> written = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Hands on what is held.</summary>
    public async ValueTask EmptyAsync(CancellationToken cancellation)
    {
        await target.WriteAsync(written.WrittenMemory, cancellation);
        await target.FlushAsync(cancellation);
        written.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => written.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => written.Write(buffer);

    public override void Flush()
    {
        // Whoever empties it says when.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
