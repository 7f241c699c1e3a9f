using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Identity;

public sealed class BoundaryTests
{
    /// <summary>Roles that nobody but CloudFormation, the world's deployer or an approval takes on.</summary>
    private static readonly string[] Free = ["CloudFormation", "Deployer", "RetentionBypass", "RetentionApprover"];

    [Fact]
    public void Every_role_of_a_regions_stacks_has_the_boundary_but_those_that_are_listed()
    {
        var roles = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::IAM::Role"
                && !one.Stack.StartsWith("Domicile-world-", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(roles);
        Assert.All(roles, role => Assert.Equal(
            !(role.Stack.EndsWith("-Identity", StringComparison.Ordinal) && Free.Contains(role.Id)),
            role.Properties.TryGetProperty("PermissionsBoundary", out _)));
    }
}
