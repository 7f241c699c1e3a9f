using System.Security.Cryptography;
using Domicile.Ledger.Objects;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Verification.Documents;

/// <summary>
/// That the object stores have what the shards say they have. Reads every object; a region without a store, or without
/// documents, is not asked.
/// </summary>
internal static class ObjectChecks
{
    public static readonly Invariant Stored = new(
        "documents-stored", "Every document is in the object store as it was stored.");

    private const int ParallelMax = 8;

    private static readonly string ReadSql = SqlFile.Read(typeof(ObjectChecks), "ReadDocuments.sql");

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        IReadOnlyList<VerifiedNode> nodes,
        IReadOnlyDictionary<string, IObjectStore> stores,
        CancellationToken cancellation)
    {
        var shards = nodes.Where(node => node.Role == VerifiedRole.Primary && stores.ContainsKey(node.Region));
        var results = await Task.WhenAll(shards.Select(
            shard => CheckAsync(shard, stores[shard.Region], cancellation)));
        return [.. results.OfType<InvariantResult>().Where(result => result.RowCount > 0 || result.ViolationCount > 0)];
    }

    /// <summary>Null when the node does not answer, which others tell.</summary>
    private static async Task<InvariantResult?> CheckAsync(
        VerifiedNode node, IObjectStore store, CancellationToken cancellation)
    {
        var findings = new Findings(Stored, node.Name);
        try
        {
            await using var shard = await NodeSnapshot.OpenAsync(node, cancellation);
            await Parallel.ForEachAsync(
                shard.ReadAsync(ReadSql, DocumentRow.Read, cancellation),
                new ParallelOptions { MaxDegreeOfParallelism = ParallelMax, CancellationToken = cancellation },
                async (row, token) =>
                {
                    var mistake = await MistakeAsync(row, store, token);
                    lock (findings)
                    {
                        findings.Add($"user {row.User}, transfer {row.TransferId}", mistake);
                    }
                });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return null;
        }

        return findings.ToResult();
    }

    private static async Task<string?> MistakeAsync(
        DocumentRow row, IObjectStore store, CancellationToken cancellation)
    {
        var bytes = await store.GetAsync(new ObjectKey(row.Object), cancellation);
        return bytes is null ? $"its object {row.Object} is missing"
            : SHA256.HashData(bytes).AsSpan().SequenceEqual(row.Hash) ? null
            : $"its object {row.Object} is not as it was stored";
    }

    private sealed record DocumentRow(long User, Guid TransferId, string Object, byte[] Hash)
    {
        public static DocumentRow Read(NpgsqlDataReader row) =>
            new(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3));
    }
}
