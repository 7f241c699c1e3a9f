using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Oam;
using Constructs;
using Domicile.Infrastructure.Operations.Advisor;
using Domicile.Infrastructure.Operations.Alarms;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// What watches over one site: its alarms and the topic that they tell, its link to the world's dashboards, the events
/// that AWS tells of it, and in the writer site the region's dashboard.
/// </summary>
internal sealed class OperationsStack : WorldStack
{
    public OperationsStack(Construct scope, WorldPlan world, SitePlan site)
        : base(scope, site, "Operations")
    {
        StandsAfter(NameOf(site, "Keys"));
        var topic = new OperatorsTopic(
            this, site.Region.Account, Names.DataKey(site.Region.Name), world.Topology.Aws.Operators);
        var alarms = new AlarmMaker(this, topic.Arn);
        foreach (var plan in SiteAlarms.Of(site))
        {
            alarms.Make(OperationsNames.Alarm(site, plan.Name), plan);
        }

        if (site.Region.Account != world.Account)
        {
            Link(site);
        }

        SiteEvents.Make(this, world, site);
        Runbooks.Make(this, site);
        if (site.IsWriter)
        {
            _ = new CfnDashboard(this, "Dashboard", new CfnDashboardProps
            {
                DashboardName = OperationsNames.Dashboard(site.Region.Name),
                DashboardBody = Dashboards.Of(site.Region),
            });
            AdvisorCounts.Make(this, site.Region.Account, site.Region.Name);
            RotationNews.Make(this, topic.Arn);
        }

        Patches.Make(this, site);
    }

    /// <summary>Lets the world's account see this site's figures. A sink and its links are of one Region.</summary>
    private void Link(SitePlan site)
    {
        var sink = Filled(
            "Sink",
            (NameOf(site.Name, OperationsNames.SinkRoom), OperationsNames.SinkOutput),
            "The ARN of the world's observability sink in this AWS Region");
        _ = new CfnLink(this, "Link", new CfnLinkProps
        {
            LabelTemplate = "$AccountName",
            ResourceTypes = ["AWS::CloudWatch::Metric"],
            SinkIdentifier = sink.ValueAsString,
        });
    }
}
