using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Restores;

/// <summary>
/// Brings the tables of a restored shard to where its register is: ranges, numbers and users. Each step can be
/// repeated. Nobody else works on the shard meanwhile.
/// </summary>
/// <param name="register">The region's, as its owner.</param>
/// <param name="shard">The restored node, as its owner.</param>
/// <param name="name">The shard's name within the region.</param>
internal sealed class RestoredBooks(NodePool register, NodeAddress shard, string name) : IAsyncDisposable
{
    private const int CreationCountMax = 5_000;

    /// <summary>A range that has moved away may be large.</summary>
    private const int SecondsMax = 3_600;

    private static readonly string CloseRangesSql = SqlFile.Read<RestoredBooks>("CloseRanges.sql");
    private static readonly string DropMovedSql = SqlFile.Read<RestoredBooks>("DropMoved.sql");
    private static readonly string ReadLeasesSql = SqlFile.Read<RestoredBooks>("ReadLeases.sql");
    private static readonly string BurnBlocksSql = SqlFile.Read<RestoredBooks>("BurnBlocks.sql");
    private static readonly string ReadCreationsSql = SqlFile.Read<RestoredBooks>("ReadCreations.sql");
    private static readonly string ReopenBooksSql = SqlFile.Read<RestoredBooks>("ReopenBooks.sql");

    private readonly NodePool restored = shard.Open("domicile restore", 2);

    /// <summary>The restored node itself.</summary>
    public NodePool Shard => restored;

    public ValueTask DisposeAsync() => restored.DisposeAsync();

    public async Task CloseRangesAsync(CancellationToken cancellation)
    {
        await using var command = restored.CreateCommand(CloseRangesSql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Removes the rows of users whose ranges are not open here; returns how many users those were.</summary>
    public async Task<long> DropMovedAsync(CancellationToken cancellation)
    {
        await using var command = restored.CreateCommand(DropMovedSql);
        command.CommandTimeout = SecondsMax;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Gives no number of a block that was leased before; the next user leases a new one.</summary>
    public async Task BurnBlocksAsync(CancellationToken cancellation)
    {
        var (epochs, ordinals) = (new List<int>(), new List<int>());
        var (firsts, ends) = (new List<long>(), new List<long>());
        await using (var read = register.CreateCommand(ReadLeasesSql))
        {
            read.Parameters.AddWithValue(name);
            await using var reader = await read.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                epochs.Add(reader.GetInt32(0));
                ordinals.Add(reader.GetInt32(1));
                firsts.Add(reader.GetInt64(2));
                ends.Add(reader.GetInt64(3));
            }
        }

        await using var burn = restored.CreateCommand(BurnBlocksSql);
        burn.Parameters.AddWithValue(epochs.ToArray());
        burn.Parameters.AddWithValue(ordinals.ToArray());
        burn.Parameters.AddWithValue(firsts.ToArray());
        burn.Parameters.AddWithValue(ends.ToArray());
        await burn.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Opens the books of users who were made after the backup; returns how many those were.</summary>
    public async Task<long> ReopenBooksAsync(CancellationToken cancellation)
    {
        var opened = 0L;
        for (var last = -1L; ;)
        {
            var numbers = new List<long>();
            var creations = new List<Guid>();
            await using (var read = register.CreateCommand(ReadCreationsSql))
            {
                read.Parameters.AddWithValue(name);
                read.Parameters.AddWithValue(last);
                read.Parameters.AddWithValue(CreationCountMax);
                await using var reader = await read.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    numbers.Add(reader.GetInt64(0));
                    creations.Add(reader.GetGuid(1));
                }
            }

            if (numbers.Count == 0)
            {
                return opened;
            }

            last = numbers[^1];
            await using var reopen = restored.CreateCommand(ReopenBooksSql);
            reopen.Parameters.AddWithValue(numbers.ToArray());
            reopen.Parameters.AddWithValue(creations.ToArray());
            opened += (long)(await reopen.ExecuteScalarAsync(cancellation))!;
        }
    }
}
