using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Identity;

public sealed class TrustTests
{
    /// <summary>Services that are known not to say for whom they come when they take on a role.</summary>
    private static readonly string[] Wordless =
    [
        "backup.amazonaws.com", "cloudformation.amazonaws.com", "cloudtrail.amazonaws.com", "ec2.amazonaws.com",
        "eks.amazonaws.com", "lambda.amazonaws.com",
    ];

    [Fact]
    public void No_service_is_locked_out_of_its_role_by_asking_for_what_it_does_not_say()
    {
        var trusts = SynthesizedWorlds.Resources
            .Where(one => one.Type == "AWS::IAM::Role")
            .SelectMany(role => PolicyDocument.Within(
                $"{role}", role.Properties.GetProperty("AssumeRolePolicyDocument")))
            .ToList();
        Assert.NotEmpty(trusts);
        var asked = from trust in trusts
                    from statement in trust.Statements
                    where statement.Principals.Intersect(Wordless).Any()
                    from condition in statement.Conditions
                    where !condition.Operator.EndsWith("IfExists", StringComparison.Ordinal)
                    select $"{trust.Place}: {condition.Operator} {condition.Key}";
        Assert.Empty(asked);
    }
}
