using System.Diagnostics;
using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Promotions;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Restores;

/// <summary>
/// Puts a shard of a running world back from a backup: it starts with all ranges closed, in a new epoch and with new
/// number blocks, applies every erasure since, is compared with its peers, and opens then. What it had is kept aside
/// until it runs again. A restore that was cut short anywhere is finished, or done again, by the next one.
/// </summary>
/// <param name="folder">The world's, which a process of its own runs.</param>
/// <param name="shard">Such as <c>eu/s1</c>.</param>
/// <param name="steps">Hears of each step.</param>
public sealed class ShardRestore(WorldFolder folder, string shard, IProgress<WorldEvent> steps)
{
    private static readonly TimeSpan OpenMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>For tests: called after each step that a crash may follow.</summary>
    internal Action<string> After { get; init; } = _ => { };

    /// <param name="name">The name of a backup of the shard, or <c>latest</c>.</param>
    /// <param name="cancellation">What was stopped is taken up by the next one.</param>
    /// <returns>Null when an earlier restore, which had been cut short, was finished.</returns>
    /// <exception cref="WorldException">The world does not run, or has no such backup; with what to do.</exception>
    public async Task<RestoreResult?> RunAsync(string name, CancellationToken cancellation)
    {
        var addresses = RestoreCopy.ReadRunning(folder);
        var primary = Primary(addresses);
        using var held = BackupLock.Take(folder);
        var place = new RestorePlace(folder.NodeFolder(primary));
        if (place.Mark is { } left)
        {
            Tell($"an earlier restore from {left.Backup} is finished");
            await OpenAsync(addresses, primary, place, cancellation);
            return null;
        }

        var backup = new BackupStore(folder).Find(shard, name);
        await place.ClearAsync(cancellation);
        await RestoreCopy.MakeAsync(addresses, backup, place, cancellation);
        Tell($"{backup.Name} is whole and copied");
        After("copied");
        var register = new ShardPromotion(
            addresses.Address(addresses.Node($"{primary.Region}/register"), NodeRoles.Owner), primary.ShortName);
        var epoch = await CloseAsync(addresses, primary, register, cancellation);
        After("closed");
        var mended = await new RestoredNode(addresses, primary, place, steps)
            .MendAsync(register, epoch, cancellation);
        After("mended");
        place.Decide(new RestoreMark(backup.Name, epoch));
        After("decided");
        await OpenAsync(addresses, primary, place, cancellation);
        return new RestoreResult(
            shard,
            backup.Name,
            backup.MadeAt,
            epoch,
            mended.ErasureNumber,
            mended.ErasuresApplied,
            mended.MovedUserCount,
            mended.ReopenedUserCount,
            mended.Compared.ComparedCount,
            mended.Compared.Differences,
            mended.CentralProblem);
    }

    private WorldNode Primary(WorldAddresses addresses)
    {
        var shards = addresses.Nodes.Where(node => node.Kind == NodeKind.Primary).ToList();
        return shards.Find(node => node.Name == shard) ?? throw new WorldException(
            $"There is no shard {shard}. The shards are {string.Join(", ", shards.Select(node => node.Name))}; for a "
            + "register see docs/guides/restore.md.");
    }

    /// <summary>Ends the shard as it is, for good, and returns the epoch of what comes, by the register.</summary>
    private async Task<int> CloseAsync(
        WorldAddresses addresses, WorldNode primary, ShardPromotion register, CancellationToken cancellation)
    {
        var nodes = Nodes(addresses, primary).Select(node => NodeMember.Open(addresses, node)).ToList();
        nodes.ForEach(node => node.Fence());
        try
        {
            foreach (var node in nodes)
            {
                await FolderProcesses.KillAsync(node.DataFolder, cancellation);
            }

            var epoch = await register.DecideAsync(
                await register.ReadAsync(cancellation),
                null,
                addresses.Address(primary, NodeRoles.Owner),
                cancellation);
            Tell("is stopped; from now on it is not served until it is restored");
            return epoch;
        }
        catch
        {
            // Nothing was decided: what there was may run again.
            nodes.ForEach(node => node.LiftFence());
            throw;
        }
    }

    /// <summary>Puts the restored data in their place; the world starts them, and makes replicas anew.</summary>
    private async Task OpenAsync(
        WorldAddresses addresses, WorldNode primary, RestorePlace place, CancellationToken cancellation)
    {
        var mark = place.Mark!;
        place.Exchange();
        After("exchanged");
        NodeMember.Open(addresses, primary).LiftFence();
        var choice = new ReplicaChoice(shard);
        for (var waited = Stopwatch.StartNew();
            await choice.ReadEpochAsync(addresses, primary, cancellation) != mark.Epoch;
            await Task.Delay(LookAgain, cancellation))
        {
            if (waited.Elapsed > OpenMax)
            {
                throw new WorldException(
                    $"{shard} was restored and does not answer yet. See ./domicile status and ./domicile logs {shard}; "
                    + "then run the same again.");
            }
        }

        After("opened");
        foreach (var replica in addresses.Nodes.Where(node => node.Primary == primary.Name))
        {
            var node = NodeMember.Open(addresses, replica);
            if (node.IsFenced)
            {
                await FolderProcesses.KillAsync(node.DataFolder, cancellation);
                node.Forget();
                node.LiftFence();
            }
        }

        if (primary.Durability == Durability.Strict)
        {
            // Nothing is answered before one of the replicas follows.
            var register = addresses.Address(addresses.Node($"{primary.Region}/register"), NodeRoles.Owner);
            await new ShardPromotion(register, primary.ShortName).BeginAsync(
                addresses.Address(primary, NodeRoles.Owner), mark.Epoch, waits: true, cancellation);
        }

        await place.ClearAsync(cancellation);
        Tell($"is open, of epoch {mark.Epoch}");
    }

    private static IEnumerable<WorldNode> Nodes(WorldAddresses addresses, WorldNode primary) =>
        addresses.Nodes.Where(node => node == primary || node.Primary == primary.Name);

    private void Tell(string text) => steps.Report(new WorldEvent(shard, text));
}
