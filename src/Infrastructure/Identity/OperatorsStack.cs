using Amazon.CDK;
using Amazon.CDK.AWS.SSO;
using Constructs;
using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// People's rights, as permission sets of Identity Center, in every account of the world. It stands where the
/// organization's Identity Center is administered; its instance and the groups of people are told when it is deployed.
/// </summary>
internal sealed class OperatorsStack : WorldStack
{
    private const string SessionLength = "PT4H";

    private readonly WorldPlan world;
    private readonly CfnParameter instance;

    public OperatorsStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Operators")
    {
        this.world = world;
        instance = Parameter("InstanceArn", "The ARN of Identity Center's instance");
        Give("Watch", "See figures, logs and configuration", OperatorGrants.Watch);
        Give("Operate", "Run the runbooks", OperatorGrants.Operate);
        Give("Approve", "Consent to what takes two", OperatorGrants.Approve);
        Give("Deploy", "Enter the deployer", OperatorGrants.Deploy);
    }

    private void Give(string name, string description, IReadOnlyList<Statement> grants)
    {
        var group = Parameter($"{name}Group", $"The id of the group of people for: {description}");
        var set = new CfnPermissionSet(this, name, new CfnPermissionSetProps
        {
            InstanceArn = instance.ValueAsString,
            Name = $"Domicile{name}",
            Description = description,
            SessionDuration = SessionLength,
            InlinePolicy = Statement.Policy(grants),
        });
        var accounts = world.Regions.Select(region => region.Account).Append(world.Account).Distinct();
        foreach (var account in accounts)
        {
            _ = new CfnAssignment(this, $"{name}{account}", new CfnAssignmentProps
            {
                InstanceArn = instance.ValueAsString,
                PermissionSetArn = set.AttrPermissionSetArn,
                PrincipalId = group.ValueAsString,
                PrincipalType = "GROUP",
                TargetId = account,
                TargetType = "AWS_ACCOUNT",
            });
        }
    }

    private CfnParameter Parameter(string name, string description) =>
        new(this, name, new CfnParameterProps { Type = "String", Description = description });
}
