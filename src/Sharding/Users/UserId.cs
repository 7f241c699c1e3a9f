using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Domicile.Sharding.Users;

/// <summary>
/// A user of the world, such as <c>eu-30001</c>: the region whose law and writers the user has, and the user's number
/// in it. The region can be read off the id, so nobody has to ask another region.
/// </summary>
/// <param name="Region">A region's name: 1 to 16 lower-case letters and digits, beginning with a letter.</param>
/// <param name="Number">The user's number in the region, 0 to <see cref="NumberMax"/>.</param>
public readonly record struct UserId(string Region, long Number)
{
    /// <summary>The highest user number: 2^53 - 1, the last one that every JSON reader keeps exact.</summary>
    public const long NumberMax = 9_007_199_254_740_991;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Region}-{Number}");

    /// <summary>
    /// Reads the one spelling that <see cref="ToString"/> writes: no sign, no leading zero, no white space, so that
    /// two different texts are never the same user.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        id = default;
        var dash = text?.IndexOf('-') ?? -1;
        if (dash < 1 || !RegionName.IsValid(text.AsSpan(0, dash)))
        {
            return false;
        }

        var digits = text.AsSpan(dash + 1);
        if (digits.Length is 0 or > 16 || (digits.Length > 1 && digits[0] == '0')
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > NumberMax)
        {
            return false;
        }

        id = new UserId(text![..dash], number);
        return true;
    }
}
