namespace Domicile.Sharding.Topology.Reading;

/// <summary>What no single value of a topology file shows: names and ranges given twice, no writer site.</summary>
internal sealed class TopologyRules(MistakeList mistakes)
{
    private readonly Dictionary<string, PlacedJson> regions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PlacedJson Place, string Region)> sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlacedJson> shards = new(StringComparer.Ordinal);
    private readonly List<(NumberRange Range, string Shard, PlacedJson Place)> ranges = [];
    private string currentRegion = "";

    /// <summary>Shards and ranges are told apart within a region; regions and sites within the world.</summary>
    public void BeginRegion(string? name)
    {
        currentRegion = name ?? "?";
        shards.Clear();
        ranges.Clear();
    }

    public void NotEmpty(PlacedJson? array, List<PlacedJson>? items, string message)
    {
        if (items is { Count: 0 })
        {
            mistakes.Add(array!, message);
        }
    }

    public void UniqueRegion(string? name, PlacedJson? place)
    {
        if (name is not null && !regions.TryAdd(name, place!))
        {
            mistakes.Add(place!, $"region \"{name}\" stands in line {regions[name].Line} already. Rename one of them.");
        }
    }

    public void UniqueShard(string? name, PlacedJson? place)
    {
        if (name is not null && !shards.TryAdd(name, place!))
        {
            mistakes.Add(
                place!,
                $"region \"{currentRegion}\" has a shard \"{name}\" in line {shards[name].Line} already. "
                + "Rename one of them.");
        }
    }

    public void UniqueSite(string? name, PlacedJson? place)
    {
        if (name is not null && !sites.TryAdd(name, (place!, currentRegion)))
        {
            var (first, region) = sites[name];
            mistakes.Add(
                place!,
                $"site \"{name}\" is region \"{region}\"'s already, in line {first.Line}. A site belongs to one "
                + "region, once; take this one out or name another.");
        }
    }

    /// <summary>A writer site's replicas stand at its shards, which may have different numbers of them.</summary>
    public void NoReplicas(PlacedJson? place)
    {
        if (place is not null)
        {
            mistakes.Add(
                place,
                "\"replicas\" is a reader site's. Say at each shard how many replicas it has beside its primary.");
        }
    }

    /// <summary>A commit that waits for a replica waits for ever where there is none.</summary>
    public void HasReplicas(PlacedJson durability, long replicas)
    {
        if (replicas == 0)
        {
            mistakes.Add(
                durability,
                "\"strict\" waits for a replica with every commit, and this shard has none. Give it \"replicas\": 2, "
                + "of which one may be lost.");
        }
    }

    public void KnownSite(string? name, PlacedJson? place)
    {
        if (name is not null && sites.Count > 0 && !sites.ContainsKey(name))
        {
            var guess = Spelling.Nearest(name, sites.Keys);
            mistakes.Add(
                place!,
                $"\"{name}\" is no region's site; the sites are {string.Join(", ", sites.Keys)}."
                + (guess is null ? " Choose one of them." : $" Did you mean \"{guess}\"?"));
        }
    }

    public void OneWriter(PlacedJson? array, List<PlacedJson>? items, IReadOnlyList<SiteTopology> read)
    {
        if (items is null)
        {
            return;
        }

        var writers = read.Where(site => site.Role == SiteRole.Writer).Select(site => site.Name).ToList();
        if (writers.Count == 0)
        {
            mistakes.Add(
                array!, $"region \"{currentRegion}\" has no writer site. Give one of its sites the role \"writer\".");
        }
        else if (writers.Count > 1)
        {
            mistakes.Add(
                array!,
                $"region \"{currentRegion}\" has {writers.Count} writer sites, {string.Join(" and ", writers)}. "
                + "Keep one, and give the others the role \"reader\".");
        }
    }

    public void FreeRange(NumberRange range, string shard, PlacedJson place)
    {
        if (range.First >= range.End)
        {
            mistakes.Add(
                place,
                $"range {range} is empty: END is not in it, and must be above FIRST. Write it as FIRST..END, or take "
                + "it out.");
            return;
        }

        var other = ranges.FirstOrDefault(known => known.Range.Overlaps(range));
        if (other.Place is not null)
        {
            mistakes.Add(
                place,
                $"range {range} of shard {shard} overlaps range {other.Range} of shard {other.Shard} in line "
                + $"{other.Place.Line}. A user number belongs to one shard: end the one where the other begins.");
        }

        ranges.Add((range, shard, place));
    }
}
