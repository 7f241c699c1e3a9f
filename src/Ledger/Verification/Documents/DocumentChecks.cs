namespace Domicile.Ledger.Verification.Documents;

/// <summary>What must hold on one shard of the documents of its transfers.</summary>
internal static class DocumentChecks
{
    public static readonly IReadOnlyList<Invariant> Invariants =
    [
        new("transfers-have-documents", "Every transfer that has ended has a document for each user, or one is due."),
    ];

    private static readonly string[] Statements =
        [.. Invariants.Select(invariant => invariant.ReadSql(typeof(DocumentChecks)))];

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot shard, CancellationToken cancellation)
    {
        var results = new List<InvariantResult>();
        foreach (var (invariant, sql) in Invariants.Zip(Statements))
        {
            results.Add(await shard.CheckAsync(invariant, sql, [], cancellation));
        }

        return results;
    }
}
