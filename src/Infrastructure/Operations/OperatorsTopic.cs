using Amazon.CDK.AWS.SNS;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// The topic that alarms and events of one AWS Region go to, by mail to the operators that the topology names. It
/// stands in each site, so that no site needs another to tell of its trouble. Its policy lets alarms in and no rule:
/// EventBridge takes no condition in a topic's policy, so a rule tells it something with a role of its own.
/// </summary>
internal sealed class OperatorsTopic
{
    /// <param name="scope">The stack.</param>
    /// <param name="account">Whose alarms may tell it something.</param>
    /// <param name="key">The alias of the key that it is encrypted with.</param>
    /// <param name="operators">Who gets mail; null when nobody does.</param>
    public OperatorsTopic(WorldStack scope, string account, string key, string? operators)
    {
        var topic = new CfnTopic(scope, "Operators", new CfnTopicProps
        {
            TopicName = OperationsNames.Topic(scope.OfRegion),
            DisplayName = "Domicile",
            KmsMasterKeyId = key,
        });
        Arn = topic.Ref;
        _ = new CfnTopicPolicy(scope, "OperatorsPolicy", new CfnTopicPolicyProps
        {
            Topics = [topic.Ref],
            PolicyDocument = Statement.Policy(
                new Statement("Alarms")
                {
                    Principal = Statement.Service("cloudwatch.amazonaws.com"),
                    Actions = ["sns:Publish"],
                    Resources = [topic.Ref],
                    Conditions = [("StringEquals", "aws:SourceAccount", account)],
                },
                new Statement("OnlyByTls")
                {
                    Allows = false,
                    Principal = Statement.Anybody,
                    Actions = ["sns:Publish"],
                    Resources = [topic.Ref],
                    Conditions = [("Bool", "aws:SecureTransport", "false")],
                }),
        });
        if (operators is not null)
        {
            _ = new CfnSubscription(scope, "OperatorsMail", new CfnSubscriptionProps
            {
                TopicArn = topic.Ref,
                Protocol = "email",
                Endpoint = operators,
            });
        }
    }

    public string Arn { get; }
}
