using Domicile.Ledger.Privacy.Erasure.Register;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Npgsql;

namespace Domicile.Local.Restores;

/// <summary>
/// A restored shard on a port that no server knows, while it is brought to where register and peers are. Lives from
/// <see cref="MendAsync"/> to its end; what it did is on disk then.
/// </summary>
/// <param name="addresses">The world's.</param>
/// <param name="shard">The shard's primary.</param>
/// <param name="place">Where its data are.</param>
/// <param name="steps">Hears of each step.</param>
internal sealed class RestoredNode(
    WorldAddresses addresses, WorldNode shard, RestorePlace place, IProgress<WorldEvent> steps)
{
    private readonly int port = Ports.Choose().First();

    /// <summary>Closes all ranges, then does what makes the shard fit to be opened.</summary>
    /// <param name="register">The region's, which has given the shard its new epoch.</param>
    /// <param name="epoch">That epoch.</param>
    /// <exception cref="NodeException">The node does not run, or cannot be migrated.</exception>
    /// <exception cref="NpgsqlException">Register or a peer does not answer.</exception>
    public async Task<MendedShard> MendAsync(ShardPromotion register, int epoch, CancellationToken cancellation)
    {
        var passwords = addresses.Passwords(shard);
        var node = new PostgresNode(shard.Name, place.Folder, port, passwords.Admin)
        {
            MajorVersion = addresses.World.Postgres,
        };
        await node.StartAsync(cancellation);
        try
        {
            await NodeBootstrap.CreateRolesAsync(node, passwords, cancellation);
            return await MendRunningAsync(register, epoch, cancellation);
        }
        finally
        {
            await node.StopAsync(CancellationToken.None);
        }
    }

    private async Task<MendedShard> MendRunningAsync(
        ShardPromotion register, int epoch, CancellationToken cancellation)
    {
        var owner = addresses.Address(shard, NodeRoles.Owner) with { Port = port };
        var registerNode = addresses.Node($"{shard.Region}/register");
        await using var registered = addresses.Address(registerNode, NodeRoles.Owner).Open("domicile restore", 2);
        await using var books = new RestoredBooks(registered, owner, shard.ShortName);
        await books.CloseRangesAsync(cancellation);
        Tell("has all ranges closed");
        await MigrateAsync(cancellation);
        var before = await BackupErasures.ReadAsync(books.Shard, cancellation);

        // Open are the ranges that the register gives to it, and only for this process.
        await register.BeginAsync(owner, epoch, waits: false, cancellation);
        var moved = await books.DropMovedAsync(cancellation);
        await books.BurnBlocksAsync(cancellation);
        var reopened = await books.ReopenBooksAsync(cancellation);
        Tell($"is of epoch {epoch}; {moved} users are of other shards now, {reopened} were made since the backup");
        var erasures = await new ErasureApplication(new ErasureRegister(registered, shard.Region!))
            .ApplyAsync(books.Shard, cancellation);
        Tell($"has applied {erasures - before} erasures that were not in the backup");
        var comparison = new PeerComparison(addresses, shard, port);
        var report = await comparison.RunAsync(cancellation);
        Tell($"was compared with its peers: {report.Differences.Count} differences");
        return new MendedShard(
            erasures,
            erasures - before,
            moved,
            reopened,
            report,
            await comparison.TellCentreAsync(cancellation));
    }

    // A backup may be older than the program.
    private async Task MigrateAsync(CancellationToken cancellation)
    {
        if ((await WorldMigrations.RunAsync(addresses, shard, port, cancellation)).Failure is { } failure)
        {
            throw new NodeException(failure);
        }
    }

    private void Tell(string text) => steps.Report(new WorldEvent(shard.Name, text));
}
