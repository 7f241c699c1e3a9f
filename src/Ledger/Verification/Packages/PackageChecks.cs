using Domicile.Ledger.Audit.Packages.Building;
using Domicile.Ledger.Audit.Packages.Merkle;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Verification.Packages;

/// <summary>What must hold of the packages for a region's institutions, and of the documents in them.</summary>
internal static class PackageChecks
{
    private static readonly Invariant Chain = new(
        "packages-chain", "Each institution's packages have no hole, and each follows the root of the one before.");

    private static readonly Invariant Whole = new(
        "packages-whole", "Each package has the documents that its signed root is over.");

    private static readonly Invariant Packaged = new(
        "documents-packaged", "Every document up to an institution's last cut-off is in one of its packages.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Chain, Whole, Packaged];

    private static readonly string ChainSql = Chain.ReadSql(typeof(PackageChecks));
    private static readonly string PackagesSql = SqlFile.Read(typeof(PackageChecks), "ReadPackages.sql");
    private static readonly string CursorsSql = SqlFile.Read(typeof(PackageChecks), "ReadCursors.sql");
    private static readonly string PackagedSql = SqlFile.Read(typeof(PackageChecks), "ReadPackaged.sql");
    private static readonly string DocumentsSql = SqlFile.Read(typeof(PackageChecks), "ReadDocuments.sql");

    public static bool IsOfPackages(Invariant invariant) => Invariants.Contains(invariant);

    /// <param name="register">As it was before the shards: its cursors tell of no later document.</param>
    /// <param name="shards">Those that answer.</param>
    /// <param name="cancellation">Stops the checks.</param>
    /// <exception cref="NpgsqlException">A node stopped answering, or is without its tables.</exception>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot register, IReadOnlyList<NodeSnapshot> shards, CancellationToken cancellation)
    {
        var results = new List<InvariantResult>
        {
            await register.CheckAsync(Chain, ChainSql, [], cancellation),
            await CheckWholeAsync(register, cancellation),
        };
        var cursors = await register.ReadAsync(
            CursorsSql,
            row => (Institution: row.GetString(0), Shard: row.GetString(1), Cursor: ReadCursor(row, 2)),
            cancellation).ToListAsync(cancellation);
        var packaged = await register.ReadAsync(
            PackagedSql, row => (row.GetString(0), row.GetInt64(1), row.GetGuid(2)), cancellation)
            .ToHashSetAsync(cancellationToken: cancellation);
        foreach (var shard in shards)
        {
            var own = cursors.Where(cursor => cursor.Shard == shard.Node.ShortName).ToList();
            var findings = new Findings(Packaged, shard.Node.Name);
            await foreach (var (user, transfer, arrived) in shard.ReadAsync(
                DocumentsSql, row => (row.GetInt64(0), row.GetGuid(1), ReadCursor(row, 2)), cancellation))
            {
                var lost = own.Find(cursor => arrived.IsUpTo(cursor.Cursor)
                    && !packaged.Contains((cursor.Institution, user, transfer)));
                findings.Add(
                    $"user {user}, transfer {transfer}",
                    lost == default ? null : $"its document is in no package for {lost.Institution}");
            }

            results.Add(findings.ToResult());
        }

        return results;
    }

    private static async Task<InvariantResult> CheckWholeAsync(NodeSnapshot register, CancellationToken cancellation)
    {
        var findings = new Findings(Whole, register.Node.Name);
        await foreach (var (row, mistake) in register.ReadAsync(
            PackagesSql,
            row => (
                $"{row.GetString(0)}, package {row.GetInt64(1)}",
                Mistake(
                    row.GetInt32(2),
                    row.GetFieldValue<byte[]>(3),
                    row.GetFieldValue<byte[][]>(4),
                    row.GetInt32(5))),
            cancellation))
        {
            findings.Add(row, mistake);
        }

        return findings.ToResult();
    }

    private static string? Mistake(int count, byte[] root, byte[][] leaves, int placesEnd)
    {
        if (leaves.Length != count || placesEnd != count)
        {
            return $"was signed with {count} documents, and {leaves.Length} are there";
        }

        return MerkleTree.Root(leaves).AsSpan().SequenceEqual(root) ? null : "its documents have another root";
    }

    private static ArrivalCursor ReadCursor(NpgsqlDataReader row, int column) =>
        new(row.GetInt32(column), row.GetFieldValue<ulong>(column + 1), row.GetInt64(column + 2));
}
