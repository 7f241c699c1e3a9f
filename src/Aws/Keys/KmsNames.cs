using System.Globalization;

namespace Domicile.Aws.Keys;

/// <summary>The names of one region's generations in KMS, the same in every site.</summary>
/// <param name="Region">Such as <c>eu</c>.</param>
internal sealed record KmsNames(string Region)
{
    private string Prefix => $"alias/domicile-{Region}-keys-";

    /// <summary>The alias of a generation, such as <c>alias/domicile-eu-keys-1</c>.</summary>
    public string AliasOf(int generation) => Prefix + generation.ToString(CultureInfo.InvariantCulture);

    /// <summary>The generation of an alias; null for one of another use.</summary>
    public int? GenerationOf(string alias) =>
        alias.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(
            alias.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
        && generation > 0
            ? generation
            : null;

    /// <summary>
    /// What KMS binds a ciphertext to, and writes into its trail at every use: no user, not even a bare id.
    /// </summary>
    public Dictionary<string, string> ContextOf(int generation) => new(StringComparer.Ordinal)
    {
        ["domicile:region"] = Region,
        ["domicile:generation"] = generation.ToString(CultureInfo.InvariantCulture),
    };
}
