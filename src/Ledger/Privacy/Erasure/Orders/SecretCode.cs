using System.Security.Cryptography;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>
/// Codes that people read and type: groups of four of 32 characters that do not look alike, 20 bits a group. Of a code
/// only a keyed hash is kept.
/// </summary>
internal static class SecretCode
{
    /// <summary>Groups of a code that lives for minutes and may be tried a few times: 40 bits.</summary>
    public const int ShortGroups = 2;

    /// <summary>Groups of a code that stands for money, without an end: 100 bits.</summary>
    public const int LongGroups = 5;

    private const string Characters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int GroupLength = 4;

    public static string Make(int groups) => string.Join(
        '-',
        Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Characters, GroupLength)));

    /// <summary>As it is hashed: without dashes and spaces, in capitals.</summary>
    public static string Normal(string code) =>
        code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
