using Amazon.CDK.AWS.Oam;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>The world's end of observability links, in one AWS Region that some region of ours has a site in.</summary>
internal sealed class ObservatoryStack : WorldStack
{
    public ObservatoryStack(Construct scope, WorldPlan world, string site)
        : base(scope, world, site, OperationsNames.SinkRoom)
    {
        var accounts = world.Sites
            .Where(one => one.Name == site && one.Region.Account != world.Account)
            .Select(one => one.Region.Account)
            .Distinct()
            .ToArray();
        var sink = new CfnSink(this, "Sink", new CfnSinkProps
        {
            Name = "domicile",
            Policy = Statement.Policy(new Statement("RegionsMayLink")
            {
                Principal = new Dictionary<string, object> { ["AWS"] = accounts },
                Actions = ["oam:CreateLink", "oam:UpdateLink"],
                Conditions =
                [
                    ("ForAllValues:StringEquals", "oam:ResourceTypes", new[] { "AWS::CloudWatch::Metric" }),
                ],
            }),
        });
        GiveOut(OperationsNames.SinkOutput, sink.AttrArn, "Where the links of this AWS Region go");
    }
}
