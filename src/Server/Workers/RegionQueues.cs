using Domicile.Ledger.Queue;
using Domicile.Local.Queue;
using Domicile.Local.Servers;
using Npgsql;

namespace Domicile.Server.Workers;

/// <summary>
/// The queues and the central database as this server may use them. Opening connects to nothing. Lives as long as the
/// process.
/// </summary>
internal sealed class RegionQueues : IAsyncDisposable
{
    private const string CentralName = "central";

    private readonly LocalQueue? toCentral;
    private readonly Dictionary<string, LocalQueue> opened = new(StringComparer.Ordinal);
    private readonly LocalQueue? centralWork;

    public RegionQueues(ServerFile file)
    {
        Central = file.Central.Open("domicile-server central", 4);
        if (file.Queue is { } address)
        {
            toCentral = Open(CentralName, address);
            foreach (var region in file.OtherRegions.Keys.Append(file.Region))
            {
                opened[region] = Open(region, address);
            }
        }

        if (file is { CentralWork: { } work, CentralQueue: { } queue })
        {
            CentralWriter = work.OpenForWrites("domicile-server central-work", 4);
            centralWork = Open(CentralName, queue);
        }
    }

    /// <summary>The central database, to be read.</summary>
    public NpgsqlDataSource Central { get; }

    /// <summary>The central database as its own work enters it; null on a server that does not do it.</summary>
    public NpgsqlDataSource? CentralWriter { get; }

    /// <summary>Where the figures come from for the centre; null on a server that does not do its work.</summary>
    public IMessageQueue? CentralWork => centralWork;

    /// <summary>Where figures are sent to; null when nothing shall leave the region's shards.</summary>
    public IMessageQueue? ToCentral => toCentral;

    /// <summary>The regions' queues by name: to receive from for the own one, to send to for others.</summary>
    public IReadOnlyDictionary<string, IMessageQueue> Regions =>
        opened.ToDictionary(queue => queue.Key, queue => (IMessageQueue)queue.Value, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in opened.Values)
        {
            await queue.DisposeAsync();
        }

        await (toCentral?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (centralWork?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Central.DisposeAsync();
        await (CentralWriter?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static LocalQueue Open(string name, Sharding.Topology.NodeAddress address) =>
        new(name, address, new QueueLimits(), TimeProvider.System);
}
