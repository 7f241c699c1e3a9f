using Amazon.CDK;
using Constructs;
using Domicile.Infrastructure.Compute.Fleets;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Compute.Kubernetes;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// A site's servers, on what the topology says, and the hosts that lead to them. Another choice changes this stack and
/// no other.
/// </summary>
internal sealed class ComputeStack : WorldStack
{
    /// <exception cref="PlanException">The topology is larger than a parameter.</exception>
    public ComputeStack(Construct scope, WorldPlan world, SitePlan site, SiteParts parts)
        : base(scope, site, "Compute")
    {
        // Queues, nodes and the image are named and not referred to.
        StandsAfter(NameOf(site, "Image"));
        StandsAfter(NameOf(site, "Data"));
        StandsAfter(NameOf(site.Region.WriterSite, "Messaging"));
        StandsAfter(NameOf(site.Region.WriterSite, "Secrets"));
        Image = new ServerImage(this, site.Region.Account, site.Name, site.Region.Name);
        Settings = ReadSettings(site);
        TopologyParameter.Add(this, world);
        switch (site.Region.Topology.Aws.Compute)
        {
            case ComputeChoice.Lambda:
                FunctionCompute.Add(this, site, parts);
                break;
            case ComputeChoice.Ec2:
                FleetCompute.Add(this, site, parts);
                break;
            default:
                ClusterCompute.Add(this, site, parts);
                break;
        }

        if (site.IsWriter)
        {
            DocumentsFunction.Add(this, site, parts);
        }
    }

    public ServerImage Image { get; }

    public ServerSettings Settings { get; }

    /// <summary>
    /// Whose tokens its servers trust: the region's own pool unless the topology names another issuer. The pool is told
    /// by parameters at the writer site too, so that it can give way to another issuer while servers stand.
    /// </summary>
    private ServerSettings ReadSettings(SitePlan site)
    {
        const string Taken = "Client ids whose tokens the region's servers take, commas between";
        if (site.Region.Topology.Aws.Issuer is not null)
        {
            var asked = new CfnParameter(this, "Audiences", new CfnParameterProps
            {
                Type = "String",
                Description = Taken,
                AllowedPattern = ".+",
            });
            return new ServerSettings(site, issuer: null, asked.ValueAsString);
        }

        var pool = NameOf(site.Region.WriterSite, "Edge");
        var issuer = Filled("Issuer", (pool, "Issuer"), "The region's user pool, whose tokens its servers trust");
        var audiences = Filled("Audiences", (pool, "Audiences"), Taken);
        return new ServerSettings(site, issuer.ValueAsString, audiences.ValueAsString);
    }
}
