namespace Domicile.Ledger.Verification.Legs;

/// <summary>
/// What must hold on one shard of transfers between shards; the statement of each stands beside this file.
/// </summary>
internal static class TransitChecks
{
    public static readonly IReadOnlyList<Invariant> Invariants =
    [
        new("transfers-ended", "Every transfer has the postings of its state, and no others."),
        new("in-transit-sums", "Money in transit is that of the transfers in that state."),
        new("inbox-kept", "What came from another shard counted once, or was refused and did not count."),
    ];

    private static readonly string[] Statements =
        [.. Invariants.Select(invariant => invariant.ReadSql(typeof(TransitChecks)))];

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
