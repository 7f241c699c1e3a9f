using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// Knows which users of the region were erased, as the erasure register says, and drops their keys from this process's
/// memory as soon as it hears of them. Its host has to look every second. Lives as long as the process.
/// </summary>
public sealed class ErasureWatch(NodePool register, UserKeys keys)
{
    private const int BatchSizeMax = 10_000;
    private static readonly string ReadSql = SqlFile.Read<ErasureWatch>("ReadErasures.sql");

    private readonly ConcurrentDictionary<long, bool> erased = new();
    private long number;

    /// <summary>The last erasure that it has heard of; 0 for none.</summary>
    public long Number => Volatile.Read(ref number);

    /// <summary>
    /// True when the erasure of this user of the region is registered, whether it is done or not. Never false again.
    /// </summary>
    public bool IsErased(UserId user) => erased.ContainsKey(user.Number);

    /// <summary>Reads what was registered since the last look. Safe to be called by many at once.</summary>
    /// <exception cref="NpgsqlException">The register does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        while (await ReadAsync(cancellation) == BatchSizeMax)
        {
        }
    }

    private async Task<int> ReadAsync(CancellationToken cancellation)
    {
        var (last, count) = (Number, 0);
        await using var command = register.CreateCommand(ReadSql);
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = BatchSizeMax });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        // A number that is missing is one that is not committed yet; the next look will find it.
        while (await reader.ReadAsync(cancellation) && reader.GetInt64(0) == last + 1)
        {
            (last, count) = (last + 1, count + 1);
            Note(reader.GetInt64(1));
            Volatile.Write(ref number, Math.Max(last, Number));
        }

        return count;
    }

    private void Note(long userNumber)
    {
        erased.TryAdd(userNumber, true);
        keys.Forget(userNumber);
    }
}
