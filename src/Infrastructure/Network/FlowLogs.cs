using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// Who called whom in a stack's networks. The lines hold callers' addresses, which are personal data: they stay in the
/// site and go after a month.
/// </summary>
internal sealed class FlowLogs
{
    public const int RetentionDays = 30;

    private readonly Construct scope;
    private readonly CfnRole role;
    private readonly CfnLogGroup group;

    /// <param name="scope">The stack.</param>
    /// <param name="name">The log group.</param>
    public FlowLogs(Construct scope, string name)
    {
        this.scope = scope;
        group = new CfnLogGroup(scope, "FlowLogGroup", new CfnLogGroupProps
        {
            LogGroupName = name,
            RetentionInDays = RetentionDays,
        });
        role = Writer(Stack.Of(scope));
    }

    public void Keep(CfnVPC network) =>
        _ = new CfnFlowLog(scope, $"{network.Node.Id}FlowLog", new CfnFlowLogProps
        {
            ResourceType = "VPC",
            ResourceId = network.AttrVpcId,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogGroupName = group.Ref,
            DeliverLogsPermissionArn = role.AttrArn,
            MaxAggregationInterval = 600,
        });

    private CfnRole Writer(Stack stack) => new(scope, "FlowLogRole", new CfnRoleProps
    {
        AssumeRolePolicyDocument = new PolicyDocument(new PolicyDocumentProps
        {
            Statements =
            [
                new PolicyStatement(new PolicyStatementProps
                {
                    Principals = [new ServicePrincipal("vpc-flow-logs.amazonaws.com")],
                    Actions = ["sts:AssumeRole"],
                    Conditions = new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, string> { ["aws:SourceAccount"] = stack.Account },
                    },
                }),
            ],
        }),
        Policies = new object[]
        {
            new CfnRole.PolicyProperty
            {
                PolicyName = "WriteFlowLogs",
                PolicyDocument = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                            Resources = [group.AttrArn],
                        }),
                    ],
                }),
            },
        },
    });
}
