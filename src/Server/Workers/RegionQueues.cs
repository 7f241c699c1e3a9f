using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;

namespace Domicile.Server.Workers;

/// <summary>
/// The queues and the central database as this server may use them. Opening connects to nothing. Lives as long as the
/// process.
/// </summary>
internal sealed class RegionQueues : IAsyncDisposable
{
    /// <summary>The name of the queue towards the centre.</summary>
    public const string CentralName = "central";

    /// <summary>
    /// The central database, to be read; null where a region has no way to it, as on AWS: there it is told by messages
    /// what the centre has.
    /// </summary>
    public NodePool? Central { get; init; }

    /// <summary>
    /// Calls the region's workers where they run only when they are called; null where they run by themselves.
    /// </summary>
    public IMessageQueue? Wake { get; init; }

    /// <summary>The central database's site, for who asks a region without a way to it; null elsewhere.</summary>
    public string? CentralSite { get; init; }

    /// <summary>The central database as its own work enters it; null on a server that does not do it.</summary>
    public NodePool? CentralWriter { get; init; }

    /// <summary>Where the figures come from for the centre; null on a server that does not do its work.</summary>
    public IMessageQueue? CentralWork { get; init; }

    /// <summary>Where figures are sent to; null when nothing shall leave the region's shards.</summary>
    public IMessageQueue? ToCentral { get; init; }

    /// <summary>The regions' queues by name: to receive from for the own one, to send to for others.</summary>
    public IReadOnlyDictionary<string, IMessageQueue> Regions { get; init; } =
        new Dictionary<string, IMessageQueue>(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        var all = Regions.Values.Append(ToCentral).Append(CentralWork).Append(Wake);
        foreach (var queue in all.OfType<IAsyncDisposable>())
        {
            await queue.DisposeAsync();
        }

        await (Central?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (CentralWriter?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
