using System.Diagnostics;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Promotions;

/// <summary>
/// Makes a replica of a shard of a running world its primary. The old primary is fenced, killed and known to be gone
/// first; it comes back as a replica. A promotion that was cut short anywhere is finished by the next one.
/// </summary>
/// <param name="folder">The world's, which a process of its own runs.</param>
/// <param name="shard">Such as <c>eu/s1</c>.</param>
public sealed class Promotion(WorldFolder folder, string shard)
{
    private readonly ReplicaChoice choice = new(shard);

    /// <exception cref="WorldException">
    /// The world does not run, or nothing may be promoted; with what to do.
    /// </exception>
    public async Task<PromotionResult> RunAsync(CancellationToken cancellation)
    {
        var addresses = WorldAddresses.Read(folder);
        if (RunningWorld.TryRead(folder) is null)
        {
            throw new WorldException(
                $"The world in {folder.Path} does not run, so that nothing of it can be promoted. Start it with "
                + "./domicile up.");
        }

        var primary = addresses.Nodes.FirstOrDefault(node => node.Name == shard && node.Kind == NodeKind.Primary)
            ?? throw new WorldException(
                $"There is no shard '{shard}'. The shards are {string.Join(", ", ShardsOf(addresses))}.");
        var register = new ShardPromotion(
            addresses.Address(addresses.Node($"{primary.Region}/register"), NodeRoles.Owner), primary.ShortName);
        var standing = await register.ReadAsync(cancellation);
        return await UnfinishedAsync(addresses, primary, standing, cancellation) is { } decided
            ? await FinishAsync(register, decided, null, cancellation)
            : await BeginAsync(register, addresses, primary, standing, cancellation);
    }

    private static IEnumerable<string> ShardsOf(WorldAddresses addresses) =>
        addresses.Nodes.Where(node => node.Kind == NodeKind.Primary).Select(node => node.Name);

    private async Task<PromotionResult> BeginAsync(
        ShardPromotion register,
        WorldAddresses addresses,
        WorldNode primary,
        ShardStanding standing,
        CancellationToken cancellation)
    {
        var chosen = await choice.MakeAsync(addresses, primary, standing, cancellation);
        var old = NodeMember.Open(addresses, primary);
        old.Fence();
        var withoutWrites = Stopwatch.StartNew();
        int epoch;
        try
        {
            await KillAsync(old, cancellation);

            // What the old primary sent with its last breath counts.
            chosen = await choice.MakeAsync(addresses, primary, standing, cancellation);
            epoch = await register.DecideAsync(
                standing, chosen.Reached, addresses.Address(chosen.Node, NodeRoles.Owner), cancellation);
        }
        catch
        {
            // Nothing was decided: the old primary may run again.
            old.LiftFence();
            throw;
        }

        var decided = new Decided(addresses, primary, chosen.Node, epoch, chosen.Silent);
        return await FinishAsync(register, decided, withoutWrites, cancellation);
    }

    private async Task<PromotionResult> FinishAsync(
        ShardPromotion register, Decided decided, Stopwatch? withoutWrites, CancellationToken cancellation)
    {
        var addresses = decided.ExchangePlaces();
        var primary = addresses.Node(shard);
        await NodeBootstrap.PromoteAsync(NodeMember.Open(addresses, primary), cancellation);
        var isStrict = primary.Durability == Durability.Strict;
        var owner = addresses.Address(primary, NodeRoles.Owner);
        await register.BeginAsync(owner, decided.Epoch, waits: false, cancellation);
        if (!isStrict)
        {
            withoutWrites?.Stop();
        }

        // Servers that run hear it from the register; one that starts again reads its file first.
        new WorldServers(addresses, program: "").WriteFiles();
        await FollowAsync(addresses, primary, cancellation);
        if (isStrict)
        {
            // Nothing is answered before one of the replicas follows.
            await register.BeginAsync(owner, decided.Epoch, waits: true, cancellation);
            withoutWrites?.Stop();
        }

        return new PromotionResult(
            shard,
            decided.Epoch,
            decided.Chosen == decided.Primary ? null : decided.Chosen.ShortName,
            primary.Port,
            withoutWrites?.Elapsed.TotalSeconds,
            decided.Silent);
    }

    /// <summary>Lets the world's holder start the other nodes again as replicas of the new primary.</summary>
    private static async Task FollowAsync(
        WorldAddresses addresses, WorldNode primary, CancellationToken cancellation)
    {
        var node = NodeMember.Open(addresses, primary);
        foreach (var replica in addresses.Nodes.Where(other => other.Primary == primary.Name))
        {
            var other = NodeMember.Open(addresses, replica);
            if (other.IsStandby)
            {
                // With a slot at the new primary it goes on from where it is, once it knows where that is.
                await NodeBootstrap.EnsureSlotAsync(node, replica.ShortName, cancellation);
                await KillAsync(other, cancellation);
            }

            other.LiftFence();
        }
    }

    private static async Task KillAsync(PostgresNode node, CancellationToken cancellation)
    {
        try
        {
            await FolderProcesses.KillAsync(node.DataFolder, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new WorldException(
                $"{node.Name} is not known to be gone, so that nothing was promoted: {e.Message} Make sure that they "
                + "end, and try again.",
                e);
        }
    }

    /// <summary>A promotion that was decided and not finished.</summary>
    private async Task<Decided?> UnfinishedAsync(
        WorldAddresses addresses, WorldNode primary, ShardStanding standing, CancellationToken cancellation)
    {
        var registered = addresses.Nodes.FirstOrDefault(node =>
            (node == primary || node.Primary == primary.Name)
            && addresses.Address(node, NodeRoles.Owner).Place == standing.Place);
        var isUnfinished = registered == primary
            ? await choice.ReadEpochAsync(addresses, primary, cancellation) < standing.Epoch
            : registered is not null;
        return isUnfinished ? new Decided(addresses, primary, registered!, standing.Epoch, []) : null;
    }
}
