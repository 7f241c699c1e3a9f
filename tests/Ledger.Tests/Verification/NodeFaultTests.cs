using Domicile.Ledger.Verification;
using Domicile.Ledger.Verification.Nodes;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Verification;

public sealed class NodeFaultTests(VerifiedNodes nodes)
{
    [Fact]
    public async Task Two_names_for_one_server_are_told()
    {
        var copy = await nodes.CopyAsync();
        var s1 = copy.Single(node => node.Name == "eu/s1");
        var twice = copy.Select(node => node.Name == "eu/s2" ? node with { Owner = s1.Owner, Admin = s1.Admin } : node);

        var report = await WorldVerification.RunAsync([.. twice], CancellationToken.None);

        AssertTold(report, "primary-identity", "eu/s1", "is that of eu/s2 as well");
        AssertTold(report, "primary-identity", "eu/s2", "is that of eu/s1 as well");
        AssertTold(report, "own-folder", "eu/s2", "is that of eu/s1 as well");
        AssertTold(report, "shard-identity", "eu/s2", "calls itself eu/s1");
    }

    [Fact]
    public async Task A_replica_of_another_primary_is_told()
    {
        var copy = await nodes.CopyAsync();
        var moved = copy.Select(node => node.Role == VerifiedRole.Replica ? node with { Name = "eu/s2/r1" } : node);

        var report = await WorldVerification.RunAsync([.. moved], CancellationToken.None);

        Assert.Equal(
            ["replica-identity eu/s2/r1", "replica-streaming eu/s2/r1"],
            report.Broken.Select(result => $"{result.Invariant.Name} {result.Node}"));
    }

    [Fact]
    public async Task A_server_that_is_no_replica_or_no_primary_is_told()
    {
        var copy = await nodes.CopyAsync();
        var replica = copy.Single(node => node.Role == VerifiedRole.Replica);
        var s1 = copy.Single(node => node.Name == "eu/s1");
        VerifiedNode[] swapped =
        [
            s1 with { Admin = replica.Admin, Owner = replica.Owner },
            replica with { Admin = s1.Admin, Owner = s1.Owner },
        ];

        var report = await WorldVerification.RunAsync(swapped, CancellationToken.None);

        AssertTold(report, "primary-identity", "eu/s1", "is in recovery");
        AssertTold(report, "replica-streaming", "eu/s1/r1", "is not in recovery");
    }

    [Theory]
    [InlineData(null, null, "receives nothing from eu/s1")]
    [InlineData("stopping", 1, "is stopping, not streaming")]
    [InlineData("streaming", 2, "receives from port 2; eu/s1 is on 1")]
    [InlineData("streaming", 1, null)]
    public async Task A_replica_that_does_not_follow_is_told(string? status, int? port, string? mistake)
    {
        var copy = await nodes.CopyAsync();
        var s1 = copy.Single(node => node.Name == "eu/s1");
        var primary = new NodeFacts(s1 with { Admin = s1.Admin! with { Port = 1 } }, 7, false, "1 /a", null, null);
        var replica = new NodeFacts(
            copy.Single(node => node.Role == VerifiedRole.Replica), 7, true, "2 /b", status, port);

        var results = NodeChecks.Look(replica, [primary, replica]).ToList();

        Assert.Equal(3, results.Count);
        Assert.Equal(
            mistake, results.SingleOrDefault(result => result.ViolationCount > 0)?.Violations.Single().Mistake);
    }

    [Fact]
    public async Task A_node_that_is_down_is_told_once_and_the_others_are_verified_all_the_same()
    {
        var copy = await nodes.CopyAsync();
        var port = TestNode.FreePort();
        var down = copy.Select(node => node.Name == "eu/s2"
            ? node with { Owner = node.Owner with { Port = port }, Admin = node.Admin! with { Port = port } }
            : node);

        var report = await WorldVerification.RunAsync([.. down], CancellationToken.None);

        Assert.Equal("nodes-answer eu/s2", Assert.Single(
            report.Broken.Select(result => $"{result.Invariant.Name} {result.Node}")));
        Assert.Contains(
            report.Results, result => result is { Node: "eu/s1", Invariant.Name: "sides-agree", RowCount: > 0 });

        // Whether a user is on two shards, or what both sides say, cannot be said without one of them.
        Assert.Equal(
            ["users-once", "creations-have-users", "users-have-creations", "legs-agree"],
            report.Unproven.Select(invariant => invariant.Name));
    }

    [Fact]
    public async Task A_world_without_replicas_need_not_prove_anything_of_them()
    {
        var copy = await nodes.CopyAsync();

        var report = await WorldVerification.RunAsync(
            [.. copy.Where(node => node.Role != VerifiedRole.Replica)], CancellationToken.None);

        Assert.True(report.IsProven);
    }

    private static void AssertTold(VerificationReport report, string invariant, string node, string mistake)
    {
        var result = Assert.Single(report.Broken, result => result.Invariant.Name == invariant && result.Node == node);
        Assert.Contains(mistake, result.Violations[0].Mistake, StringComparison.Ordinal);
    }
}
