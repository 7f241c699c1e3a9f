using System.Diagnostics;
using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Restores;

/// <summary>
/// Puts a region's key database back from a backup. Nobody is served by it before the running workers have destroyed
/// again what was erased since; a backup that needs a wrapping key which a rotation has destroyed is refused before
/// anything is touched. A restore that was cut short is finished, or done again, by the next one.
/// </summary>
/// <param name="folder">The world's, which a process of its own runs.</param>
/// <param name="name">Such as <c>eu/keys</c>.</param>
/// <param name="steps">Hears of each step.</param>
public sealed class KeysRestore(WorldFolder folder, string name, IProgress<WorldEvent> steps)
{
    private const string Application = "domicile restore";

    private static readonly TimeSpan OpenMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly string ReadGenerationsSql = SqlFile.Read<KeysRestore>("ReadGenerations.sql");
    private static readonly string ReadAppliedSql = SqlFile.Read<KeysRestore>("ReadKeysApplied.sql");
    private static readonly string ReadRegisteredSql = SqlFile.Read<KeysRestore>("ReadRegistered.sql");

    /// <param name="backupName">The name of a backup of the node, or <c>latest</c>.</param>
    /// <param name="cancellation">What was stopped is taken up by the next one.</param>
    /// <exception cref="WorldException">The world does not run, or the backup is of no use.</exception>
    public async Task<KeysRestoreResult> RunAsync(string backupName, CancellationToken cancellation)
    {
        var addresses = RestoreCopy.ReadRunning(folder);
        var keys = addresses.Node(name);
        using var held = BackupLock.Take(folder);
        var place = new RestorePlace(folder.NodeFolder(keys));
        var store = new BackupStore(folder);
        if (place.Mark is null)
        {
            var chosen = store.Find(name, backupName);
            await place.ClearAsync(cancellation);
            await RestoreCopy.MakeAsync(addresses, chosen, place, cancellation);
            await MendAsync(addresses, keys, place, cancellation);
            Tell($"{chosen.Name} is whole, and its wrapping keys are there");
            await CloseAsync(addresses, keys, place, chosen, cancellation);
        }

        var mark = place.Mark!;
        place.Exchange();
        NodeMember.Open(addresses, keys).LiftFence();
        var (applied, registered) = await WaitAsync(addresses, keys, cancellation);
        await place.ClearAsync(cancellation);
        return new KeysRestoreResult(name, mark.Backup, store.Find(name, mark.Backup).MadeAt, applied, registered);
    }

    /// <summary>Looks, where nobody else does, whether the backup can be read and is of today's schema.</summary>
    private async Task MendAsync(
        WorldAddresses addresses, WorldNode keys, RestorePlace place, CancellationToken cancellation)
    {
        var port = Ports.Choose().First();
        var passwords = addresses.Passwords(keys);
        var node = new PostgresNode(name, place.Folder, port, passwords.Admin)
        {
            MajorVersion = addresses.World.Postgres,
        };
        await node.StartAsync(cancellation);
        try
        {
            await NodeBootstrap.CreateRolesAsync(node, passwords, cancellation);
            if ((await WorldMigrations.RunAsync(addresses, keys, port, cancellation)).Failure is { } failure)
            {
                throw new NodeException(failure);
            }

            await RefuseDestroyedAsync(
                addresses.Address(keys, NodeRoles.Owner) with { Port = port }, keys.Region!, cancellation);
        }
        finally
        {
            await node.StopAsync(CancellationToken.None);
        }
    }

    private async Task RefuseDestroyedAsync(NodeAddress restored, string region, CancellationToken cancellation)
    {
        var present = (await new RegionKeys(folder, region).WrappingKeys.ListAsync(cancellation))
            .Select(generation => generation.Number).ToHashSet();
        await using var database = restored.Open(Application, 1);
        await using var command = database.CreateCommand(ReadGenerationsSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt32(0) is var needed && !present.Contains(needed))
            {
                throw new WorldException(
                    $"The backup has keys that generation {needed} of the wrapping key wrapped, which a rotation has "
                    + $"destroyed: nobody can read them any more. Take a backup of {name} that was made after the last "
                    + "./domicile privacy rotate.");
            }
        }
    }

    private async Task CloseAsync(
        WorldAddresses addresses, WorldNode keys, RestorePlace place, BackupManifest backup,
        CancellationToken cancellation)
    {
        var old = NodeMember.Open(addresses, keys);
        old.Fence();
        try
        {
            await FolderProcesses.KillAsync(old.DataFolder, cancellation);
            place.Decide(new RestoreMark(backup.Name, 0));
        }
        catch
        {
            // Nothing was decided: what there was may run again.
            old.LiftFence();
            throw;
        }
    }

    /// <summary>Waits until it answers, and then for a while until the workers have brought it up to date.</summary>
    private async Task<(long Applied, long Registered)> WaitAsync(
        WorldAddresses addresses, WorldNode keys, CancellationToken cancellation)
    {
        var register = addresses.Address(addresses.Node($"{keys.Region}/register"), NodeRoles.Owner);
        var registered = await AskAsync(register, ReadRegisteredSql, cancellation);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(LookAgain, cancellation))
        {
            try
            {
                var applied = await AskAsync(addresses.Address(keys, NodeRoles.Owner), ReadAppliedSql, cancellation);
                if (applied >= registered || waited.Elapsed > OpenMax)
                {
                    Tell($"is open, with {applied} of {registered} erasures");
                    return (applied, registered);
                }
            }
            catch (NpgsqlException e) when (waited.Elapsed > OpenMax)
            {
                throw new WorldException(
                    $"{name} was restored and does not answer yet. See ./domicile status and ./domicile logs {name}; "
                    + "then run the same again.",
                    e);
            }
            catch (NpgsqlException)
            {
                // The world's holder starts it.
                continue;
            }
        }
    }

    private static async Task<long> AskAsync(NodeAddress address, string sql, CancellationToken cancellation)
    {
        await using var database = address.Open(Application, 1);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private void Tell(string text) => steps.Report(new WorldEvent(name, text));
}
