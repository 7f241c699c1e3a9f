using System.IO.Pipelines;

namespace Domicile.Server.Hosting;

/// <summary>
/// What the web server sends on one connection, handed on as it is but for its bare refusals. The web server writes a
/// status line and its headers in one piece, so looking at the beginning of each piece is enough.
/// </summary>
internal sealed class WordedOutput(PipeWriter connection, string request) : PipeWriter
{
    private Memory<byte> piece;

    public override bool CanGetUnflushedBytes => connection.CanGetUnflushedBytes;

    public override long UnflushedBytes => connection.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => piece = connection.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        var worded = BareRefusal.Word(piece.Span[..bytes], request);
        piece = piece[bytes..];
        if (worded is null)
        {
            connection.Advance(bytes);
            return;
        }

        worded.CopyTo(connection.GetSpan(worded.Length));
        connection.Advance(worded.Length);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        connection.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => connection.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => connection.Complete(exception);
}
