using System.Globalization;
using Domicile.Sharding.Users;

namespace Domicile.Sharding.Topology;

/// <summary>User numbers from <c>First</c> up to, not including, <c>End</c>, written <c>0..30000</c>.</summary>
public readonly record struct NumberRange(long First, long End)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}..{End}");

    public bool Overlaps(NumberRange other) => First < other.End && other.First < End;

    /// <summary>Reads what <see cref="ToString"/> writes; true also for an empty range.</summary>
    public static bool TryParse(string text, out NumberRange range)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0 && TryNumber(text.AsSpan(0, dots), out var first)
            && TryNumber(text.AsSpan(dots + 2), out var end))
        {
            range = new NumberRange(first, end);
            return true;
        }

        range = default;
        return false;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number <= UserId.NumberMax + 1
        && (digits.Length == 1 || digits[0] != '0');
}
