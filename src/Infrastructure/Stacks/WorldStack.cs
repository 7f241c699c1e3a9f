using Amazon.CDK;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Stacks;

/// <summary>
/// One CloudFormation stack of the world, tagged, for one account and one AWS Region. It needs no bootstrapped
/// environment: templates hold no assets.
/// </summary>
internal abstract class WorldStack : Stack
{
    /// <summary>A stack of the world's own account.</summary>
    protected WorldStack(Construct scope, WorldPlan world, string site, string room)
        : this(scope, $"Domicile-world-{site}-{room}", new Place(world.Account, site, world.Name))
    {
        Tag("domicile:region", "world");
        Tag("domicile:site", site);
    }

    /// <summary>A stack of a region's account, in one of its sites.</summary>
    protected WorldStack(Construct scope, SitePlan site, string room)
        : this(
            scope,
            $"Domicile-{site.Region.Name}-{site.Name}-{room}",
            new Place(site.Region.Account, site.Name, site.Region.World))
    {
        Tag("domicile:region", site.Region.Name);
        Tag("domicile:site", site.Name);
    }

    private WorldStack(Construct scope, string name, Place place)
        : base(scope, name, new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = place.Account, Region = place.Site },
            Synthesizer = new BootstraplessSynthesizer(),
        })
    {
        Tag("domicile:world", place.World);
        Tag("domicile:stack", name);
    }

    /// <summary>Three, by their order in the AWS Region: synthesis asks nobody.</summary>
    public override string[] AvailabilityZones =>
        [.. Enumerable.Range(0, 3).Select(zone => Fn.Select(zone, Fn.GetAzs()))];

    private void Tag(string key, string value) => Amazon.CDK.Tags.Of(this).Add(key, value);

    private sealed record Place(string Account, string Site, string World);
}
