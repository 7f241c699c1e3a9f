using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Verification.Erasures;

/// <summary>
/// What must hold of erased users: every shard has applied the register, and what was to go is gone. The register is
/// read before the shards; the statement of each invariant stands beside this file.
/// </summary>
internal static class ErasureChecks
{
    /// <summary>Told of the key database too.</summary>
    public static readonly Invariant Applied =
        new("erasures-applied", "Every shard and key database has applied every erasure of the register.");

    private static readonly Invariant Gone =
        new("erased-are-gone", "A shard has nothing personal of an erased user: no details, references or hashes.");

    private static readonly Invariant Forgotten =
        new("erased-are-forgotten", "The register has no hash of an erased user's request, e-mail address or code.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Applied, Gone, Forgotten];

    private static readonly string AppliedSql = Applied.ReadSql(typeof(ErasureChecks));
    private static readonly string GoneSql = Gone.ReadSql(typeof(ErasureChecks));
    private static readonly string ForgottenSql = Forgotten.ReadSql(typeof(ErasureChecks));
    private static readonly string ErasuresSql = SqlFile.Read(typeof(ErasureChecks), "ReadErasures.sql");
    private static readonly string ReadAppliedSql = SqlFile.Read(typeof(ErasureChecks), "ReadApplied.sql");

    /// <summary>The register's erasures in their order, but for those of the last seconds.</summary>
    public static async Task<IReadOnlyList<RegisteredErasure>> ReadAsync(
        NodeSnapshot register, CancellationToken cancellation) => await register
        .ReadAsync(ErasuresSql, row => new RegisteredErasure(row.GetInt64(0), row.GetInt64(1)), cancellation)
        .ToListAsync(cancellation);

    /// <param name="register">As it was before the shards were looked at.</param>
    /// <param name="erasures">Its erasures then.</param>
    /// <param name="shards">Those of the region that could be entered.</param>
    /// <exception cref="Npgsql.NpgsqlException">A node stopped answering, or is without its tables.</exception>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot register,
        IReadOnlyList<RegisteredErasure> erasures,
        IReadOnlyList<NodeSnapshot> shards,
        CancellationToken cancellation)
    {
        var last = erasures.Count == 0 ? 0L : erasures[^1].Number;
        List<InvariantResult> results = [await register.CheckAsync(Forgotten, ForgottenSql, [], cancellation)];
        foreach (var shard in shards)
        {
            var applied = await shard.ReadAsync(ReadAppliedSql, row => row.GetInt64(0), cancellation)
                .SingleAsync(cancellation);
            long[] gone = [.. erasures.Where(erasure => erasure.Number <= applied).Select(erasure => erasure.User)];
            results.Add(await shard.CheckAsync(Applied, AppliedSql, [last], cancellation));
            results.Add(await shard.CheckAsync(Gone, GoneSql, [gone], cancellation));
        }

        return results;
    }
}
