using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Aws.Inventory;

/// <summary>Holds things against a topology by the tags that its stacks give to all that they make.</summary>
/// <param name="world">Whose accounts, regions and sites are looked for.</param>
public sealed class InventoryJudge(WorldTopology world)
{
    private const string World = "domicile:world";
    private const string Region = "domicile:region";
    private const string Site = "domicile:site";
    private const string Stack = "domicile:stack";

    /// <summary>The region of what belongs to the world as a whole.</summary>
    private const string WorldRegion = "world";

    private static readonly string[] Required = [World, Region, Site, Stack];

    /// <summary>What the thing is, and why in a few words; none when it is as expected.</summary>
    public (InventoryMark Mark, string Why) Judge(InventoryItem item)
    {
        if (item.IsDefault)
        {
            return (InventoryMark.Default, "made by AWS in every account");
        }

        if (item.Tags is not { } tags)
        {
            return (InventoryMark.Unknown, "its tags could not be read");
        }

        var missing = Required.Where(name => !tags.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            return (InventoryMark.Untagged, $"has no {string.Join(", ", missing)}");
        }

        return Stranger(item, tags) is { } why ? (InventoryMark.Foreign, why) : (InventoryMark.Expected, "");
    }

    private string? Stranger(InventoryItem item, IReadOnlyDictionary<string, string> tags)
    {
        if (tags[World] != world.Aws.Name)
        {
            return $"is of the world {tags[World]}";
        }

        if (tags[Site] != item.Site)
        {
            return $"is tagged for {tags[Site]}";
        }

        if (tags[Region] == WorldRegion)
        {
            return StrangeAccount(item, world.Aws.Account, "the world");
        }

        if (world.Regions.FirstOrDefault(region => region.Name == tags[Region]) is not { } region)
        {
            return $"is of the region {tags[Region]}, which is not in the topology";
        }

        return region.Sites.All(site => site.Name != item.Site)
            ? $"is in {item.Site}, where {region.Name} has no site"
            : StrangeAccount(item, region.Aws.Account, region.Name);
    }

    private static string? StrangeAccount(InventoryItem item, string expected, string whose) =>
        expected == AwsWorld.AccountPlaceholder || expected == item.Account
            ? null
            : $"is in the account {item.Account}, where {whose} is in {expected}";
}
