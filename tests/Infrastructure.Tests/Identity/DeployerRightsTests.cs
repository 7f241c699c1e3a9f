using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Tests.Identity.Policies;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>What CloudFormation needs for what stands in the templates, and no more.</summary>
public sealed class DeployerRightsTests
{
    private const string Services = "arn:aws:iam::222222222221:role/aws-service-role";
    private const string Config = $"{Services}/config.amazonaws.com/AWSServiceRoleForConfig";

    private static readonly Rights Worker = RegionRights.Of(Synthesized.FourRegions, "eu", "CloudFormation");

    [Theory]
    [InlineData("iam:CreateServiceLinkedRole", Config, true)]
    [InlineData("iam:GetRole", Config, true)]
    [InlineData("iam:PassRole", Config, true)]
    [InlineData("iam:PassRole", $"{Services}/backup.amazonaws.com/AWSServiceRoleForBackup", false)]
    [InlineData("iam:PutRolePolicy", Config, false)]
    [InlineData("iam:GetRole", "arn:aws:iam::222222222221:role/domicile-eu-deployer", false)]
    public void Roles_of_AWSs_own_services_are_made_seen_and_given_to_Config(string action, string role, bool may) =>
        Assert.Equal(may, Worker.May(new AwsRequest(action, role).In("eu-west-1")));

    [Theory]
    [InlineData("organizations:ListDelegatedAdministrators", true)]
    [InlineData("organizations:EnableAWSServiceAccess", false)]
    public void The_world_asks_its_organization_and_changes_nothing_in_it(string action, bool may)
    {
        Assert.Equal(may, Of(Synthesized.FourRegions).May(new AwsRequest(action, "*").In("us-east-1")));
        Assert.False(Of(Synthesized.Shipped).May(new AwsRequest(action, "*").In("us-east-1")));

        static Rights Of(Synthesized world) => new()
        {
            Own =
            [
                .. Resource.Of(world.Templates)
                    .Where(one => one.Stack == "Domicile-world-eu-west-1-Identity" && one.Id == "CloudFormation")
                    .SelectMany(one => PolicyDocument.Within("world", one.Properties.GetProperty("Policies"))),
            ],
        };
    }
}
