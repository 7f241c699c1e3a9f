using Domicile.Ledger.Verification.Erasures;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Verification.Keys;

/// <summary>What must hold in a region's key database; the statement of each stands beside this file.</summary>
internal static class KeyChecks
{
    private static readonly Invariant Gone =
        new("erased-have-no-key", "The key database has no key of an erased user, and knows whose it destroyed.");

    private static readonly Invariant Wrapped =
        new("keys-can-be-opened", "Every key is wrapped by a generation that was not destroyed.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Gone, Wrapped];

    private static readonly string AppliedSql = SqlFile.Read(typeof(KeyChecks), "ErasuresApplied.sql");
    private static readonly string GoneSql = Gone.ReadSql(typeof(KeyChecks));
    private static readonly string WrappedSql = Wrapped.ReadSql(typeof(KeyChecks));

    /// <summary>True for what needs a key database to be asked.</summary>
    public static bool IsOfKeys(Invariant invariant) => Invariants.Contains(invariant);

    /// <param name="erasures">The register's, as they were before the key database was looked at.</param>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot keys, IReadOnlyList<RegisteredErasure> erasures, CancellationToken cancellation)
    {
        var last = erasures.Count == 0 ? 0L : erasures[^1].Number;
        long[] numbers = [.. erasures.Select(erasure => erasure.Number)];
        long[] users = [.. erasures.Select(erasure => erasure.User)];
        return
        [
            await keys.CheckAsync(ErasureChecks.Applied, AppliedSql, [last], cancellation),
            await keys.CheckAsync(Gone, GoneSql, [numbers, users], cancellation),
            await keys.CheckAsync(Wrapped, WrappedSql, [], cancellation),
        ];
    }
}
