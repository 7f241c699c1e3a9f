using System.Text;
using System.Text.Json;

namespace Domicile.Costs.Tests.Offers;

/// <summary>Writes price lists in AWS's bulk form.</summary>
internal static class Offer
{
    /// <summary>A list with these products.</summary>
    public static string Of(string code, params IEnumerable<Product> products) => JsonSerializer.Serialize(new
    {
        formatVersion = "v1.0",
        disclaimer = "This pricing list is for informational purposes only.",
        offerCode = code,
        version = "20261101000000",
        publicationDate = "2026-11-01T00:00:00Z",
        products = products.ToDictionary(one => one.Number, one => new
        {
            sku = one.Number,
            productFamily = "Family",
            attributes = one.Attributes,
        }),
        terms = new
        {
            Reserved = products.ToDictionary(one => one.Number, one => Terms(one, [(0m, 0.0001m)])),
            OnDemand = products.ToDictionary(one => one.Number, one => Terms(one, one.Steps)),
        },
        attributesList = new { },
    });

    public static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static Dictionary<string, object> Terms(Product product, IEnumerable<(decimal Begin, decimal Usd)> steps) =>
        new()
        {
            [$"{product.Number}.JRTCKXETXF"] = new
            {
                offerTermCode = "JRTCKXETXF",
                sku = product.Number,
                effectiveDate = "2026-11-01T00:00:00Z",
                priceDimensions = steps.Select((step, place) => (step, place)).ToDictionary(
                    one => $"{product.Number}.JRTCKXETXF.{one.place}",
                    one => new
                    {
                        rateCode = $"{product.Number}.JRTCKXETXF.{one.place}",
                        description = "words",
                        beginRange = $"{one.step.Begin}",
                        endRange = "Inf",
                        unit = product.Unit,
                        pricePerUnit = new { USD = $"{one.step.Usd:0.0000000000}" },
                        appliesTo = Array.Empty<string>(),
                    }),
                termAttributes = new { },
            },
        };

    /// <summary>A product with its prices in steps.</summary>
    internal sealed record Product(
        string Number,
        IReadOnlyDictionary<string, string> Attributes,
        string Unit,
        params (decimal Begin, decimal Usd)[] Steps);
}
