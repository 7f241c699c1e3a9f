using System.Globalization;
using System.Net.Mail;
using Domicile.Sharding.Topology.Reading;
using Domicile.Sharding.Users;

namespace Domicile.Sharding.Topology.Aws;

/// <summary>Builds what a topology file says of the world in AWS. Lives for one reading.</summary>
internal sealed class AwsReader(MistakeList mistakes)
{
    private const int AccountLength = 12;
    private const int HostLengthMax = 253;
    private const int BudgetMax = 100_000_000;

    /// <summary>A quarter of an hour, the most that Lambda runs.</summary>
    private const int RequestSecondsMax = 900;

    private const int RequestBytesMax = 100_000_000;

    /// <summary>AWS allows no larger network; the smallest still holds three zones of three subnets.</summary>
    private const int PrefixFirst = 16;

    private const int PrefixLast = 20;

    private static readonly string[] Platforms = ["local", "aws"];
    private static readonly string[] Computes = ["lambda", "ec2", "kubernetes"];
    private static readonly string[] Joinings = ["transit-gateway", "peering"];

    private readonly Dictionary<AddressBlock, PlacedJson> blocks = [];

    public Platform Platform(PlacedJson? value) =>
        (Platform)Choice(value, Platforms, "a platform: \"local\" or \"aws\"");

    public AwsWorld World(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, AwsFields.World);
        return new AwsWorld
        {
            Name = mistakes.Text(
                fields.GetValueOrDefault("name"),
                text => RegionName.IsValid(text),
                $"a world's name: 1 to {RegionName.LengthMax} lower-case letters and digits, beginning with a letter")
                ?? AwsWorld.NameDefault,
            Account = Account(fields),
            Organization = mistakes.Text(
                fields.GetValueOrDefault("organization"), IsOrganization, "an organization's id such as o-a1b2c3d4e5"),
            Domain = Host(fields.GetValueOrDefault("domain")) ?? AwsWorld.DomainDefault,
            Operators = mistakes.Text(
                fields.GetValueOrDefault("operators"),
                IsAddress,
                "an e-mail address such as operators@domicile.example"),
            Budget = (int?)mistakes.Integer(fields.GetValueOrDefault("budget"), 1, BudgetMax),
        };
    }

    public AwsRegion Region(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, AwsFields.Region);
        return new AwsRegion
        {
            Account = Account(fields),
            Compute = (Compute)Choice(
                fields.GetValueOrDefault("compute"), Computes, "\"lambda\", \"ec2\" or \"kubernetes\""),
            Joining = (Joining)Choice(
                fields.GetValueOrDefault("joining"), Joinings, "\"transit-gateway\" or \"peering\""),
            Database = Database(fields.GetValueOrDefault("database")),
            Host = Host(fields.GetValueOrDefault("host")),
            Issuer = mistakes.Text(
                fields.GetValueOrDefault("issuer"), IsIssuer, "an address that begins with https:// and has no query")
                is { } issuer ? new Uri(issuer) : null,
            Requests = Requests(fields.GetValueOrDefault("requests")),
        };
    }

    public AwsSite Site(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, AwsFields.Site);
        return new AwsSite
        {
            Service = Block(fields.GetValueOrDefault("service")),
            Data = Block(fields.GetValueOrDefault("data")),
        };
    }

    private DatabaseCapacity Database(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, AwsFields.Database);
        var instance = mistakes.Text(
            fields.GetValueOrDefault("instance"), IsInstance, "an instance class such as db.r7g.large");
        if (instance is not null && fields.Count > 1)
        {
            mistakes.Add(value!, "a database has an instance class or capacity units, not both. Keep \"instance\", or "
                + "\"minimum\" and \"maximum\".");
        }

        var minimum = Units(fields.GetValueOrDefault("minimum")) ?? DatabaseCapacity.Default.Minimum;
        var maximum = Units(fields.GetValueOrDefault("maximum"))
            ?? Math.Max(minimum, DatabaseCapacity.Default.Maximum);
        if (minimum > maximum)
        {
            mistakes.Add(value!, $"the minimum, {minimum.ToString(CultureInfo.InvariantCulture)} capacity units, is "
                + $"above the maximum, {maximum.ToString(CultureInfo.InvariantCulture)}. Raise the maximum.");
        }

        return new DatabaseCapacity(minimum, maximum, instance);
    }

    private decimal? Units(PlacedJson? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Kind == System.Text.Json.JsonTokenType.Number
            && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var units)
            && units is >= 0.5m and <= DatabaseCapacity.UnitsMax
            && decimal.IsInteger(units * 2))
        {
            return units;
        }

        mistakes.Add(value, $"{value.Describe()} is not a number of capacity units: 0.5 to "
            + $"{DatabaseCapacity.UnitsMax} in steps of 0.5.");
        return null;
    }

    private RequestNeeds Requests(PlacedJson? value)
    {
        var fields = value is null ? [] : mistakes.Fields(value, AwsFields.Requests);
        return new RequestNeeds(
            (int?)mistakes.Integer(fields.GetValueOrDefault("seconds"), 1, RequestSecondsMax)
                ?? RequestNeeds.Default.Seconds,
            (int?)mistakes.Integer(fields.GetValueOrDefault("bytes"), 1, RequestBytesMax)
                ?? RequestNeeds.Default.Bytes);
    }

    private AddressBlock? Block(PlacedJson? value)
    {
        var block = default(AddressBlock);
        var text = mistakes.Text(
            value,
            text => AddressBlock.TryParse(text, out block) && block.Prefix is >= PrefixFirst and <= PrefixLast,
            $"a block of addresses of /{PrefixFirst} to /{PrefixLast} such as 10.0.0.0/16");
        if (text is null)
        {
            return null;
        }

        var taken = blocks.FirstOrDefault(known => known.Key.Overlaps(block));
        if (taken.Value is not null)
        {
            mistakes.Add(
                value!,
                $"the addresses {block} overlap {taken.Key} in line {taken.Value.Line}. Each network needs its own.");
        }

        blocks.TryAdd(block, value!);
        return block;
    }

    private string Account(Dictionary<string, PlacedJson> fields) =>
        mistakes.Text(
            fields.GetValueOrDefault("account"), IsAccount, $"an AWS account: {AccountLength} digits, in quotes")
            ?? AwsWorld.AccountPlaceholder;

    private string? Host(PlacedJson? value) =>
        mistakes.Text(value, IsHost, "a host name in lower case such as eu.domicile.example");

    private int Choice(PlacedJson? value, string[] words, string what) =>
        mistakes.Text(value, words.Contains, what) is { } word ? Array.IndexOf(words, word) : 0;

    private static bool IsAccount(string text) => text.Length == AccountLength && text.All(char.IsAsciiDigit);

    private static bool IsOrganization(string text) =>
        text.StartsWith("o-", StringComparison.Ordinal)
        && text.Length is >= 12 and <= 34
        && text[2..].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsAddress(string text) => MailAddress.TryCreate(text, out var mail) && mail.Address == text;

    private static bool IsHost(string text) =>
        text.Length <= HostLengthMax
        && text.Contains('.', StringComparison.Ordinal)
        && text.Split('.').All(label => label.Length <= 63 && IsLabel(label));

    private static bool IsLabel(string label) =>
        label.Length > 0
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps
        && url.Query.Length == 0
        && url.Fragment.Length == 0
        && url.UserInfo.Length == 0;

    private static bool IsInstance(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && parts[0] == "db" && parts[1..].All(part =>
            part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }
}
