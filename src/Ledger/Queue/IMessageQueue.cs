namespace Domicile.Ledger.Queue;

/// <summary>
/// A queue that promises little, as those of the cloud do: each message comes at least once, in any order. A message
/// that was received and not deleted within its visibility time-out comes again; one that was received too often goes
/// to the dead letters. Nothing that matters lives only here. Safe for any number of callers.
/// </summary>
public interface IMessageQueue
{
    /// <summary>Such as <c>central</c> or <c>eu</c>.</summary>
    string Name { get; }

    /// <summary>Sends all or throws; after an exception any of them may have been sent.</summary>
    Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation);

    /// <summary>
    /// Takes up to <paramref name="countMax"/> messages; waits up to <paramref name="wait"/> for a first.
    /// </summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int countMax, TimeSpan wait, CancellationToken cancellation);

    /// <summary>These are done with. Unknown and expired receipts are ignored.</summary>
    Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation);

    /// <summary>Lets a message be away for this long from now; zero gives it back at once.</summary>
    Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation);

    /// <summary>Throws every message away.</summary>
    Task PurgeAsync(CancellationToken cancellation);

    Task<QueueFigures> FiguresAsync(CancellationToken cancellation);
}
