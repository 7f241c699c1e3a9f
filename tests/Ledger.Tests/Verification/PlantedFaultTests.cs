using Domicile.Ledger.Verification;
using Domicile.Ledger.Verification.Centre;
using Domicile.Ledger.Verification.Documents;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Verification;

public sealed class PlantedFaultTests(VerifiedNodes nodes)
{
    public static TheoryData<PlantedFault> BookFaultRows => new(BookFaults.All);

    public static TheoryData<PlantedFault> PlacementFaultRows => new(PlacementFaults.All);

    public static TheoryData<PlantedFault> PackageFaultRows => new(PackageFaults.All);

    public static TheoryData<PlantedFault> ErasureFaultRows => new(ErasureFaults.All);

    [Fact]
    public async Task A_healthy_region_is_proven()
    {
        var report = await WorldVerification.RunAsync(await nodes.CopyAsync(), CancellationToken.None);

        Assert.Empty(Broken(report));
        Assert.Empty(report.Unproven);
        Assert.True(report.IsProven);
    }

    [Theory]
    [MemberData(nameof(BookFaultRows), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(PlacementFaultRows), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(PackageFaultRows), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(ErasureFaultRows), DisableDiscoveryEnumeration = true)]
    public async Task A_planted_fault_is_told_by_invariant_node_and_row(PlantedFault fault)
    {
        var copy = await nodes.CopyAsync();
        await TestSql.RunAsync(copy.Single(node => node.Name == fault.Node).Owner, fault.Sql);

        var report = await WorldVerification.RunAsync(copy, CancellationToken.None);

        var expected = fault.Broken.Split(", ");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Broken(report));
        Assert.False(report.IsProven);
        var named = report.Broken.Single(result => $"{result.Node} {result.Invariant.Name}" == expected[0]);
        Assert.Contains(named.Violations, violation => violation.Row.Contains(fault.Row, StringComparison.Ordinal));
        Assert.All(named.Violations, violation => Assert.NotEmpty(violation.Mistake));
    }

    [Fact]
    public void Every_invariant_of_books_and_placement_has_a_planted_fault()
    {
        var planted = BookFaults.All.Concat(PlacementFaults.All).Concat(PackageFaults.All).Concat(ErasureFaults.All)
            .Select(fault => fault.Broken.Split(", ")[0].Split(' ')[1]);

        // Those of the centre and of object stores need them, and these nodes are without.
        var expected = WorldVerification.Invariants.Skip(5).Where(
            invariant => !CentreChecks.IsOfCentre(invariant) && invariant != ObjectChecks.Stored);
        Assert.Equal(
            expected.Select(invariant => invariant.Name).Order(StringComparer.Ordinal),
            planted.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Broken(VerificationReport report) =>
        report.Broken.Select(result => $"{result.Node} {result.Invariant.Name}").Order(StringComparer.Ordinal);
}
