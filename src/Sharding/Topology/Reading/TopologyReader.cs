using Domicile.Sharding.Topology.Aws;
using Domicile.Sharding.Topology.Callers;
using Domicile.Sharding.Topology.Privacy;
using Domicile.Sharding.Users;

namespace Domicile.Sharding.Topology.Reading;

/// <summary>Builds a world from the JSON of a topology file. Lives for one reading.</summary>
internal sealed class TopologyReader
{
    /// <summary>As many as an Aurora cluster can have; also more than a small machine wants.</summary>
    private const int ReplicaCountMax = 15;

    private const int SiteNameLengthMax = 32;

    /// <summary>Ten years.</summary>
    private const int DaysMax = 3_650;

    private static readonly string[] Durabilities = ["strict", "local"];

    private static readonly string[] Roles = ["writer", "reader"];

    private readonly MistakeList mistakes = new();
    private readonly TopologyRules rules;
    private readonly PrivacyReader privacy;
    private readonly AwsReader aws;

    public TopologyReader()
    {
        rules = new TopologyRules(mistakes);
        privacy = new PrivacyReader(mistakes);
        aws = new AwsReader(mistakes);
    }

    public TopologyReading Read(PlacedJson root)
    {
        var fields = mistakes.Fields(root, FieldSet.World);
        mistakes.Integer(fields.GetValueOrDefault("version"), 1, 1);
        mistakes.Text(fields.GetValueOrDefault("$schema"), _ => true, "the address of a schema");
        var regions = new List<RegionTopology>();
        var items = mistakes.Items(fields.GetValueOrDefault("regions"), "regions");
        rules.NotEmpty(fields.GetValueOrDefault("regions"), items, "A world needs at least one region.");
        foreach (var item in items ?? [])
        {
            regions.Add(Region(item));
        }

        var central = Central(fields.GetValueOrDefault("central"));
        var world = new WorldTopology(regions, central)
        {
            Platform = aws.Platform(fields.GetValueOrDefault("platform")),
            Aws = aws.World(fields.GetValueOrDefault("aws")),
        };
        return mistakes.Count == 0
            ? new TopologyReading(world, [])
            : new TopologyReading(null, mistakes.InOrder);
    }

    private RegionTopology Region(PlacedJson value)
    {
        var fields = mistakes.Fields(value, FieldSet.Region);
        var name = Name(fields.GetValueOrDefault("name"), "region", ["central", "world"]);
        rules.UniqueRegion(name, fields.GetValueOrDefault("name"));
        var width = mistakes.Integer(fields.GetValueOrDefault("rangeWidth"), 1, UserId.NumberMax);
        var sites = mistakes.Items(fields.GetValueOrDefault("sites"), "sites");
        var shards = mistakes.Items(fields.GetValueOrDefault("shards"), "shards");
        rules.NotEmpty(fields.GetValueOrDefault("shards"), shards, "A region needs at least one shard.");
        rules.BeginRegion(name);
        var mistakesBefore = mistakes.Count;
        List<SiteTopology> readSites = [.. (sites ?? []).Select(Site)];
        if (mistakes.Count == mistakesBefore)
        {
            rules.OneWriter(fields.GetValueOrDefault("sites"), sites, readSites);
        }

        return new RegionTopology(
            name ?? "",
            width ?? RegionTopology.RangeWidthDefault,
            readSites,
            [.. (shards ?? []).Select(Shard)])
        {
            Rates = Rates(fields.GetValueOrDefault("rates")),
            Periods = new RegionPeriods(
                Days(fields, "backupDays") ?? RegionPeriods.BackupDaysDefault,
                Days(fields, "rotationDays") ?? RegionPeriods.RotationDaysDefault),
            Institutions = new InstitutionReader(mistakes, name ?? "?").Read(fields.GetValueOrDefault("institutions")),
            Controller = privacy.Controller(fields.GetValueOrDefault("controller")),
            Retention = privacy.Retention(fields.GetValueOrDefault("retention")),
            Aws = aws.Region(fields.GetValueOrDefault("aws")),
        };
    }

    private CallerRates Rates(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, FieldSet.Rates);
        return new CallerRates(
            Rate("user") ?? CallerRates.Default.User,
            Rate("staff") ?? CallerRates.Default.Staff,
            Rate("address") ?? CallerRates.Default.Address);

        int? Rate(string name) => (int?)mistakes.Integer(fields.GetValueOrDefault(name), 1, CallerRates.Max);
    }

    private int? Days(Dictionary<string, PlacedJson> fields, string name) =>
        (int?)mistakes.Integer(fields.GetValueOrDefault(name), 1, DaysMax);

    private SiteTopology Site(PlacedJson value)
    {
        var fields = mistakes.Fields(value, FieldSet.Site);
        var name = mistakes.Text(
            fields.GetValueOrDefault("name"),
            IsSiteName,
            NameForm("a site's name", "eu-west-1"));
        rules.UniqueSite(name, fields.GetValueOrDefault("name"));
        var role = mistakes.Text(
            fields.GetValueOrDefault("role"),
            text => Roles.Contains(text, StringComparer.Ordinal),
            "a role: \"writer\" or \"reader\"");
        var replicas = mistakes.Integer(fields.GetValueOrDefault("replicas"), 0, ReplicaCountMax);
        var addresses = aws.Site(fields.GetValueOrDefault("aws"));
        if (role != "writer")
        {
            return new SiteTopology(
                name ?? "", SiteRole.Reader, (int)(replicas ?? SiteTopology.ReaderReplicasDefault))
            {
                Aws = addresses,
            };
        }

        rules.NoReplicas(fields.GetValueOrDefault("replicas"));
        return new SiteTopology(name ?? "", SiteRole.Writer) { Aws = addresses };
    }

    private ShardTopology Shard(PlacedJson value)
    {
        var fields = mistakes.Fields(value, FieldSet.Shard);
        var name = Name(fields.GetValueOrDefault("name"), "shard", ["register", "keys"]);
        rules.UniqueShard(name, fields.GetValueOrDefault("name"));
        var replicas = mistakes.Integer(fields.GetValueOrDefault("replicas"), 0, ReplicaCountMax);
        var ranges = mistakes.Items(fields.GetValueOrDefault("ranges"), "key ranges such as \"0..30000\"") ?? [];
        var durability = mistakes.Text(
            fields.GetValueOrDefault("durability"),
            text => Durabilities.Contains(text, StringComparer.Ordinal),
            "a durability: \"strict\" or \"local\"");
        if (durability == "strict")
        {
            rules.HasReplicas(fields["durability"], replicas ?? 0);
        }

        return new ShardTopology(
            name ?? "", [.. ranges.Select(range => Range(range, name ?? "?"))], (int)(replicas ?? 0))
        {
            Durability = durability == "strict" ? Durability.Strict : Durability.Local,
        };
    }

    private NumberRange Range(PlacedJson value, string shard)
    {
        var range = default(NumberRange);
        var text = mistakes.Text(
            value,
            text => NumberRange.TryParse(text, out range),
            "a key range: FIRST..END in digits, at most 2^53, such as \"0..30000\"; END itself is not in it");
        if (text is not null)
        {
            rules.FreeRange(range, shard, value);
        }

        return range;
    }

    private CentralTopology Central(PlacedJson? value)
    {
        if (value is null)
        {
            return new CentralTopology("");
        }

        var site = mistakes.Fields(value, FieldSet.Central).GetValueOrDefault("site");
        var name = mistakes.Text(site, IsSiteName, "a site's name, such as eu-west-1");
        rules.KnownSite(name, site);
        return new CentralTopology(name ?? "");
    }

    private string? Name(PlacedJson? value, string what, string[] reserved)
    {
        var name = mistakes.Text(
            value,
            text => RegionName.IsValid(text),
            $"a {what}'s name: 1 to {RegionName.LengthMax} lower-case letters and digits, beginning with a letter");
        if (reserved.Contains(name))
        {
            mistakes.Add(
                value!, $"\"{name}\" is the name of a part of the world already. Choose another for the {what}.");
        }

        return name;
    }

    /// <summary>The names of sites and institutions.</summary>
    public static bool IsSiteName(string text) =>
        text.Length is > 0 and <= SiteNameLengthMax
        && char.IsAsciiLetterLower(text[0])
        && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>What <see cref="IsSiteName"/> asks for, in words.</summary>
    public static string NameForm(string what, string example) =>
        $"{what}: 1 to {SiteNameLengthMax} lower-case letters, digits and inner hyphens, such as {example}";
}
