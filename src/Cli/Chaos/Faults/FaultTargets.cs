using Domicile.Local.Faults;
using Domicile.Local.Folders;

namespace Domicile.Cli.Chaos.Faults;

/// <summary>The processes of a running world by kind, and which of them are left alone at the moment.</summary>
internal sealed class FaultTargets(WorldFolder folder, TimeProvider time)
{
    // Which node is a shard's primary may change, but not so fast.
    private static readonly TimeSpan AddressesAgeMax = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, long> busyUntil = new(StringComparer.Ordinal);
    private WorldAddresses? addresses;
    private long readAt;

    /// <summary>What may be harmed in this way now: it runs, and has had time to recover from the last time.</summary>
    public IReadOnlyList<string> Free(FaultKind kind) =>
        [.. All(kind).Where(name => IsFree(name) && Find(name) is not null
            && (kind != FaultKind.PromoteFrozen || HasFreeReplica(name)))];

    /// <summary>A shard's primary and its replicas.</summary>
    public IEnumerable<string> Shard(string primary) =>
        Addresses().Nodes.Where(node => node.PasswordsOf == primary).Select(node => node.Name);

    /// <summary>Leaves one alone for a while.</summary>
    public void Spare(string name, TimeSpan length) =>
        busyUntil[name] = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);

    /// <summary>The process of a node or server at this moment.</summary>
    public MemberProcess? Find(string name)
    {
        var world = Addresses();
        var server = world.World.Servers.FirstOrDefault(server => server.Name == name);
        return server is null ? MemberProcess.Of(world, world.Node(name)) : MemberProcess.Of(world, server);
    }

    private bool HasFreeReplica(string primary) =>
        Shard(primary).Any(name => name != primary && IsFree(name) && Find(name) is not null);

    private WorldAddresses Addresses()
    {
        if (addresses is null || time.GetElapsedTime(readAt) > AddressesAgeMax)
        {
            (addresses, readAt) = (WorldAddresses.Read(folder), time.GetTimestamp());
        }

        return addresses;
    }

    private bool IsFree(string name) => !busyUntil.TryGetValue(name, out var until) || time.GetTimestamp() >= until;

    private IEnumerable<string> All(FaultKind kind) => kind switch
    {
        FaultKind.KillPrimary or FaultKind.FreezePrimary or FaultKind.PromoteFrozen => Nodes(NodeKind.Primary),
        FaultKind.KillReplica or FaultKind.FreezeReplica => Nodes(NodeKind.Replica),
        FaultKind.KillRegister or FaultKind.FreezeRegister =>
            Nodes(NodeKind.Register).Concat(Nodes(NodeKind.Keys)),
        FaultKind.KillCentral or FaultKind.FreezeCentral or FaultKind.CutQueue or FaultKind.EmptyQueue
            => Nodes(NodeKind.Central),
        FaultKind.KillServer or FaultKind.FreezeServer => Addresses().World.Servers.Select(server => server.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No fault of this kind is known."),
    };

    private IEnumerable<string> Nodes(NodeKind kind) =>
        Addresses().Nodes.Where(node => node.Kind == kind).Select(node => node.Name);
}
