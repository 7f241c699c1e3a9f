using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Offers;

/// <summary>
/// A file of AWS's own price list in its bulk form: products by stock number, and below <c>terms</c> what each costs.
/// Of prices in steps the first that is more than 0 is taken, so that large amounts come out too dear rather than too
/// cheap.
/// </summary>
internal sealed class OfferFile
{
    private static readonly IReadOnlyList<OfferItem> Known = ReadKnown();

    private readonly Dictionary<string, (OfferItem Item, string Region)> wanted = new(StringComparer.Ordinal);
    private readonly List<(string Number, Price Price)> found = [];
    private readonly List<string> remarks = [];
    private readonly HashSet<string> currencies = new(StringComparer.Ordinal);
    private string offer = "";
    private DateOnly? published;

    private OfferFile()
    {
    }

    /// <summary>
    /// The prices in a file that we have a use for, none when it is the list of a service without one, and remarks on
    /// those that were not taken.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON, or not of this form.</exception>
    public static PriceFile Read(Stream stream)
    {
        var file = new OfferFile();
        file.ReadWhole(new JsonStream(stream));
        return new PriceFile(file.Merge()) { AsOf = file.published, Remarks = file.remarks };
    }

    private static IReadOnlyList<OfferItem> ReadKnown()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("offer-items.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<OfferItem>>(stream, JsonSerializerOptions.Web)!;
    }

    private void ReadWhole(JsonStream json)
    {
        json.Enter();
        while (json.NextName() is { } name)
        {
            switch (name)
            {
                case "offerCode":
                    offer = json.Value().GetString() ?? "";
                    break;
                case "publicationDate":
                    published = DateOnly.FromDateTime(json.Value().GetDateTimeOffset().UtcDateTime);
                    break;
                case "products":
                    ReadProducts(json);
                    break;
                case "terms":
                    ReadTerms(json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (offer.Length == 0)
        {
            throw new JsonException("It has no offerCode, so it is no price list of AWS.");
        }
    }

    private void ReadTerms(JsonStream json)
    {
        json.Enter();
        while (json.NextName() is { } kind)
        {
            if (kind == "OnDemand")
            {
                ReadTermsOfAll(json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadTermsOfAll(JsonStream json)
    {
        json.Enter();
        while (json.NextName() is { } number)
        {
            if (wanted.TryGetValue(number, out var product))
            {
                KeepTerms(number, product, json.Value());
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadProducts(JsonStream json)
    {
        if (offer.Length == 0)
        {
            throw new JsonException("Its offerCode must stand before its products.");
        }

        json.Enter();
        while (json.NextName() is { } number)
        {
            KeepProduct(number, json.Value().GetProperty("attributes"));
        }
    }

    private void KeepProduct(string number, JsonElement attributes)
    {
        if (Known.FirstOrDefault(one => one.Offer == offer && one.Matches(attributes)) is not { } item)
        {
            return;
        }

        var region = attributes.TryGetProperty("regionCode", out var code)
            || attributes.TryGetProperty("fromRegionCode", out code) ? code.GetString() : null;
        wanted[number] = (item, region is null or "" or "global" ? Price.Everywhere : region);
    }

    private void KeepTerms(string number, (OfferItem Item, string Region) product, JsonElement terms)
    {
        var dimensions = terms.EnumerateObject()
            .SelectMany(term => term.Value.GetProperty("priceDimensions").EnumerateObject())
            .Select(one => one.Value)
            .ToList();
        foreach (var currency in dimensions.SelectMany(CurrenciesInstead).Where(currencies.Add))
        {
            remarks.Add(
                $"AWS's list {offer} has prices in {currency} alone, where US dollars were expected: not taken.");
        }

        var first = dimensions
            .Select(one => (Begin: Begin(one), Usd: Usd(one), Unit: one.GetProperty("unit").GetString() ?? ""))
            .Where(one => one.Usd > 0)
            .OrderBy(one => one.Begin)
            .FirstOrDefault();
        if (first.Usd == 0)
        {
            return;
        }

        var item = product.Item;
        if (!item.HasUnit(first.Unit))
        {
            remarks.Add(
                $"AWS's list {offer} gives {item.Service}: {item.Item} (product {number}) for one {first.Unit}, where "
                + $"a price for one {item.Per} was expected: not taken.");
            return;
        }

        found.Add((number, new Price(item.Service, item.Item, product.Region, first.Usd, item.Per)
        {
            Source = $"AWS's price list {offer}",
            Dated = published,
        }));
    }

    // Two products that are the same to us and do not cost the same: the dearer one, and it is said to be doubtful.
    private IReadOnlyList<Price> Merge() =>
    [
        .. found
            .GroupBy(one => (one.Price.Service, one.Price.Item, one.Price.Region))
            .Select(same => (Dearest: same.MaxBy(one => one.Price.Usd), Count: same.Distinct(SameUsd).Count(), same))
            .Select(one => one.Count == 1 ? one.Dearest.Price : one.Dearest.Price with
            {
                Status = PriceStatus.Doubtful,
                Source = $"{one.Dearest.Price.Source}, the dearest of "
                    + string.Join(", ", one.same.Select(product => product.Number)),
            }),
    ];

    private static readonly EqualityComparer<(string Number, Price Price)> SameUsd =
        EqualityComparer<(string Number, Price Price)>.Create(
            (one, other) => one.Price.Usd == other.Price.Usd, one => one.Price.Usd.GetHashCode());

    private static decimal Begin(JsonElement dimension) =>
        dimension.TryGetProperty("beginRange", out var range)
        && decimal.TryParse(range.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var begin)
            ? begin
            : 0;

    private static decimal Usd(JsonElement dimension) =>
        dimension.GetProperty("pricePerUnit").TryGetProperty("USD", out var usd)
            ? decimal.TryParse(usd.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw new JsonException($"{usd.GetString()} is no amount of US dollars.")
            : 0;

    private static IEnumerable<string> CurrenciesInstead(JsonElement dimension)
    {
        var names = dimension.GetProperty("pricePerUnit").EnumerateObject().Select(price => price.Name).ToList();
        return names.Contains("USD") ? [] : names;
    }
}
