using System.Diagnostics;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Cli.Chaos.Faults;

/// <summary>
/// Cuts a world off from its queue, mends that again, and throws away what is in it: as the administrator of the
/// central node, which may be away or starting. Then it is asked again for a while.
/// </summary>
internal sealed class QueueHarm(WorldFolder folder)
{
    private const string QueueDatabase = "queue";

    // The administrator's own database, so that it is not cut off itself.
    private const string AdminDatabase = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly string FindSql = SqlFile.Read(typeof(QueueHarm), "FindQueue.sql");
    private static readonly string LockSql = SqlFile.Read(typeof(QueueHarm), "LockQueue.sql");
    private static readonly string EndSessionsSql = SqlFile.Read(typeof(QueueHarm), "EndQueueSessions.sql");
    private static readonly string OpenSql = SqlFile.Read(typeof(QueueHarm), "OpenQueue.sql");
    private static readonly string EmptySql = SqlFile.Read(typeof(QueueHarm), "EmptyQueue.sql");

    /// <summary>For so long nobody reaches the queue, and who was connected is so no more.</summary>
    /// <returns>False when the world has no queue.</returns>
    public async Task<bool> CutAsync(TimeSpan length)
    {
        if (!await ExistsAsync())
        {
            return false;
        }

        await RunAsync(AdminDatabase, LockSql, EndSessionsSql);
        await Task.Delay(length);
        await RunAsync(AdminDatabase, OpenSql);
        return true;
    }

    /// <summary>Throws away every message.</summary>
    /// <returns>False when the world has no queue.</returns>
    public async Task<bool> EmptyAsync()
    {
        if (!await ExistsAsync())
        {
            return false;
        }

        await RunAsync(QueueDatabase, EmptySql);
        return true;
    }

    private async Task<bool> ExistsAsync() => await RunAsync(AdminDatabase, FindSql) is true;

    private async Task<object?> RunAsync(string database, params string[] statements)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(LookAgain))
        {
            try
            {
                var addresses = WorldAddresses.Read(folder);
                await using var source = addresses.Address(addresses.Node("central"), NodeRoles.Admin, database)
                    .Open("domicile-chaos", 1);
                object? last = null;
                foreach (var sql in statements)
                {
                    await using var command = source.CreateCommand(sql);
                    last = await command.ExecuteScalarAsync();
                }

                return last;
            }
            catch (NpgsqlException) when (waited.Elapsed < Patience)
            {
                continue;
            }
        }
    }
}
