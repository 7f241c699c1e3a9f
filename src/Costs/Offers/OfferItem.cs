using System.Text.Json;
using System.Text.RegularExpressions;

namespace Domicile.Costs.Offers;

/// <summary>How one of our items is found among the products of AWS's own price lists.</summary>
/// <param name="Service">Our word for the service.</param>
/// <param name="Item">Our word for the item.</param>
/// <param name="Per">Our unit.</param>
/// <param name="Offer">AWS's code of the list, such as <c>AmazonEC2</c>.</param>
/// <param name="Unit">A pattern of the whole unit that AWS's price must have for ours to be the same.</param>
/// <param name="Where">Attributes of the product, each with a pattern of its whole value.</param>
internal sealed record OfferItem(
    string Service,
    string Item,
    string Per,
    string Offer,
    string Unit,
    IReadOnlyDictionary<string, string> Where)
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>True when a product with these attributes is this item.</summary>
    public bool Matches(JsonElement attributes) => Where.All(one =>
        attributes.TryGetProperty(one.Key, out var value)
        && value.ValueKind == JsonValueKind.String
        && IsWhole(one.Value, value.GetString()!));

    /// <summary>True when a price in AWS's unit is one in ours.</summary>
    public bool HasUnit(string unit) => IsWhole(Unit, unit);

    private static bool IsWhole(string pattern, string text) => Regex.IsMatch(
        text, $"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, MatchLimit);
}
