namespace Domicile.Ledger.Verification.Register;

/// <summary>What must hold in a region's register by itself; the statement of each stands beside this file.</summary>
internal static class RegisterChecks
{
    public static readonly IReadOnlyList<Invariant> Invariants =
    [
        new("ranges-apart", "No user number is in two open ranges."),
        new("leases-apart", "No user number was leased twice, on any shard in any epoch."),
        new("creations-unique", "One key makes one user."),
    ];

    private static readonly string[] Statements =
        [.. Invariants.Select(invariant => invariant.ReadSql(typeof(RegisterChecks)))];

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot register, CancellationToken cancellation)
    {
        var results = new List<InvariantResult>();
        foreach (var (invariant, sql) in Invariants.Zip(Statements))
        {
            results.Add(await register.CheckAsync(invariant, sql, [], cancellation));
        }

        return results;
    }
}
