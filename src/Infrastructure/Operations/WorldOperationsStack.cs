using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Operations.Advisor;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// What watches over the world: one dashboard for all regions, the bus that their events come to, and the centre's own
/// alarms.
/// </summary>
internal sealed class WorldOperationsStack : WorldStack
{
    public WorldOperationsStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Operations")
    {
        StandsAfter(NameOf(world.CentralSite, "Keys"));
        var topic = new OperatorsTopic(
            this, world.Account, Names.DataKey(Names.Central), world.Topology.Aws.Operators);
        Receive(world, topic.Arn);
        var alarms = new AlarmMaker(this, topic.Arn);
        foreach (var plan in CentralAlarms.All)
        {
            alarms.Make($"domicile-world-{plan.Name}", plan);
        }

        _ = new CfnDashboard(this, "Dashboard", new CfnDashboardProps
        {
            DashboardName = OperationsNames.Dashboard("world"),
            DashboardBody = Dashboards.Of(world),
        });
        AdvisorCounts.Make(this, world.Account, World);
        RotationNews.Make(this, topic.Arn);
        Explorer.Make(this, world);
    }

    private void Receive(WorldPlan world, string topic)
    {
        var bus = new CfnEventBus(this, "Bus", new CfnEventBusProps { Name = OperationsNames.Bus });
        var accounts = world.Regions.Select(region => region.Account).Append(world.Account).Distinct().ToArray();
        foreach (var account in accounts)
        {
            LetIn(bus, account);
        }

        var rule = new CfnRule(this, "ToOperators", new CfnRuleProps
        {
            Description = "Whatever regions send, to the operators",
            EventBusName = bus.Ref,
            EventPattern = new Dictionary<string, object>
            {
                ["account"] = accounts,
            },
            State = "ENABLED",
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "mail",
                    Arn = topic,
                    RoleArn = Teller(world, topic).AttrArn,
                    InputTransformer = new CfnRule.InputTransformerProperty
                    {
                        InputPathsMap = new Dictionary<string, string>
                        {
                            ["account"] = "$.account",
                            ["region"] = "$.region",
                            ["source"] = "$.source",
                            ["type"] = "$.detail-type",
                            ["time"] = "$.time",
                        },
                        InputTemplate =
                            "\"<time> <region> <account>: <type> (<source>). See docs/guides/operations.md.\"",
                    },
                },
            },
        });
        TagUnknown(rule, "ToOperators");
    }

    /// <summary>A rule enters the topic by a role: the topic's policy could not ask whose rule it is.</summary>
    private CfnRole Teller(WorldPlan world, string topic) => new(this, "ToOperatorsRole", new CfnRoleProps
    {
        AssumeRolePolicyDocument = Statement.Policy(RoleMaker.Service(world.Account, "events.amazonaws.com")),
        Policies = new object[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "tell-operators",
                PolicyDocument = Statement.Policy(
                    new Statement("TellOperators") { Actions = ["sns:Publish"], Resources = [topic] }),
            },
        },
    });

    private void LetIn(CfnEventBus bus, string account) =>
        _ = new CfnEventBusPolicy(this, $"From{account}", new CfnEventBusPolicyProps
        {
            EventBusName = bus.Ref,
            StatementId = $"From{account}",
            Statement = new Dictionary<string, object>
            {
                ["Sid"] = $"From{account}",
                ["Effect"] = "Allow",
                ["Principal"] = Statement.Account(account),
                ["Action"] = "events:PutEvents",
                ["Resource"] = bus.AttrArn,
            },
        });
}
