using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Verification.Register;

/// <summary>What a region's register says of ranges, shards and leases at one moment.</summary>
/// <param name="Ranges">All ranges, closed ones too.</param>
/// <param name="Epochs">Each shard's epoch by its name within the region.</param>
/// <param name="Leases">All blocks of user numbers that were ever leased.</param>
internal sealed record RegisterFacts(
    IReadOnlyList<RegisterFacts.Range> Ranges,
    IReadOnlyDictionary<string, int> Epochs,
    IReadOnlyList<RegisterFacts.Lease> Leases)
{
    private static readonly string RangesSql = SqlFile.Read<RegisterFacts>("ReadRanges.sql");
    private static readonly string ShardsSql = SqlFile.Read<RegisterFacts>("ReadShards.sql");
    private static readonly string LeasesSql = SqlFile.Read<RegisterFacts>("ReadLeases.sql");

    /// <exception cref="Npgsql.NpgsqlException">The register stopped answering, or is without its tables.</exception>
    public static async Task<RegisterFacts> ReadAsync(NodeSnapshot register, CancellationToken cancellation)
    {
        var ranges = await register.ReadAsync(
            RangesSql,
            row => new Range(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4)),
            cancellation).ToListAsync(cancellation);
        var epochs = await register
            .ReadAsync(ShardsSql, row => (Name: row.GetString(0), Epoch: row.GetInt32(1)), cancellation)
            .ToDictionaryAsync(shard => shard.Name, shard => shard.Epoch, StringComparer.Ordinal, cancellation);
        var leases = await register.ReadAsync(
            LeasesSql,
            row => new Lease(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4)),
            cancellation).ToListAsync(cancellation);
        return new RegisterFacts(ranges, epochs, leases);
    }

    public sealed record Range(int Id, long First, long End, string Shard, string State);

    public sealed record Lease(string Shard, int Epoch, int Ordinal, long First, long End);
}
