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

    private readonly ServerFile file;
    private readonly Dictionary<string, LocalQueue> opened = new(StringComparer.Ordinal);
    private readonly LocalQueue? centralWork;

    public RegionQueues(ServerFile file)
    {
        this.file = file;
        Central = file.Central.Open("domicile-server central", 4);
        if (file.Queue is { } address)
        {
            foreach (var name in file.OtherRegions.Keys.Append(file.Region).Append(CentralName))
            {
                opened[name] = Open(name, address);
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

    /// <summary>True when this server may send at all.</summary>
    public bool AreKnown => file.Queue is not null;

    /// <summary>Where figures are sent to.</summary>
    public IMessageQueue ToCentral => opened[CentralName];

    /// <summary>The queue of a region: to send to for another one, to receive from for the own.</summary>
    public IMessageQueue Of(string region) => opened[region];

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in opened.Values)
        {
            await queue.DisposeAsync();
        }

        await (centralWork?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Central.DisposeAsync();
        await (CentralWriter?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static LocalQueue Open(string name, Sharding.Topology.NodeAddress address) =>
        new(name, address, new QueueLimits(), TimeProvider.System);
}
