using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Stacks;

/// <summary>
/// One CloudFormation stack of the world, tagged, for one account and one AWS Region. It needs no bootstrapped
/// environment: templates hold no assets.
/// </summary>
internal abstract class WorldStack : Stack
{
    /// <summary>Stands where a region's name would for what belongs to none.</summary>
    public const string World = "world";

    private readonly List<Filling> fillings = [];
    private readonly List<string> after = [];
    private readonly List<CfnTag> tags = [];

    /// <summary>A stack of the world's own account.</summary>
    protected WorldStack(Construct scope, WorldPlan world, string site, string room)
        : this(scope, NameOf(site, room), new Place(World, world.Account, site, world.Name))
    {
    }

    /// <summary>A stack of a region's account, in one of its sites.</summary>
    protected WorldStack(Construct scope, SitePlan site, string room)
        : this(
            scope,
            NameOf(site, room),
            new Place(site.Region.Name, site.Region.Account, site.Name, site.Region.World))
    {
        Bound(site.Region, room);
    }

    private WorldStack(Construct scope, string name, Place place)
        : base(scope, name, new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = place.Account, Region = place.Site },
            Synthesizer = new BootstraplessSynthesizer(),
        })
    {
        OfRegion = place.Region;
        Tag("domicile:world", place.World);
        Tag("domicile:region", place.Region);
        Tag("domicile:site", place.Site);
        Tag("domicile:stack", name);
    }

    /// <summary>The name of a stack of a region, by which others wait for it.</summary>
    public static string NameOf(SitePlan site, string room) => $"Domicile-{site.Region.Name}-{site.Name}-{room}";

    /// <summary>The name of a stack of the world's own account.</summary>
    public static string NameOf(string site, string room) => $"Domicile-{World}-{site}-{room}";

    /// <summary>The region of ours that it belongs to; <see cref="World"/> when it is the world's own.</summary>
    public string OfRegion { get; }

    /// <summary>What its parameters are filled with.</summary>
    public IReadOnlyList<Filling> Fillings => fillings;

    /// <summary>
    /// Stacks of other AWS Regions or accounts that must stand before this one, beside those of <see cref="Fillings"/>
    /// and those that it refers to: it names something of theirs.
    /// </summary>
    public IReadOnlyList<string> After => after;

    /// <summary>Three, by their order in the AWS Region: synthesis asks nobody.</summary>
    public override string[] AvailabilityZones =>
        [.. Enumerable.Range(0, 3).Select(zone => Fn.Select(zone, Fn.GetAzs()))];

    /// <summary>A parameter that is filled with an output of another stack.</summary>
    /// <param name="name">The parameter's logical id.</param>
    /// <param name="from">The stack and its output.</param>
    /// <param name="description">What it is, for whoever deploys by hand.</param>
    protected CfnParameter Filled(string name, (string Stack, string Output) from, string description)
    {
        fillings.Add(new Filling(name, from.Stack, from.Output));
        return new CfnParameter(this, name, new CfnParameterProps { Type = "String", Description = description });
    }

    /// <summary>Has another stack deployed before this one.</summary>
    protected void StandsAfter(string stack) => after.Add(stack);

    /// <summary>Gives out a value for other stacks' parameters.</summary>
    protected void GiveOut(string name, string value, string description) =>
        _ = new CfnOutput(this, name, new CfnOutputProps { Value = value, Description = description });

    /// <summary>Tags a resource of a type of which this CDK does not know yet that it can be tagged.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="name">What it is called among those of its stack.</param>
    /// <param name="property">Where its type has its tags.</param>
    public void TagUnknown(CfnResource resource, string name, string property = "Tags") =>
        resource.AddPropertyOverride(
            property,
            tags.Append(new CfnTag { Key = "Name", Value = $"{StackName}-{name}" })
                .OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => new Dictionary<string, string> { ["Key"] = tag.Key, ["Value"] = tag.Value })
                .ToArray());

    /// <summary>
    /// Every role that a region's stack makes has the region's boundary; those of the first stack say it themselves.
    /// </summary>
    private void Bound(RegionPlan region, string room)
    {
        if (room != RoleNames.Room)
        {
            Amazon.CDK.AWS.IAM.PermissionsBoundary.Of(this).Apply(ManagedPolicy.FromManagedPolicyArn(
                this, "Rim", RoleNames.BoundaryArn(region)));
            StandsAfter(NameOf(region.WriterSite, RoleNames.Room));
        }
    }

    /// <summary>The stack's tags, for what takes them in a form of its own.</summary>
    public ICfnTag[] Labels => [.. tags];

    private void Tag(string key, string value)
    {
        tags.Add(new CfnTag { Key = key, Value = value });
        Amazon.CDK.Tags.Of(this).Add(key, value);
    }

    private sealed record Place(string Region, string Account, string Site, string World);
}
