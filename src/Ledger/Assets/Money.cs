using System.Globalization;
using System.Numerics;

namespace Domicile.Ledger.Assets;

/// <summary>An amount of one asset, in whole minor units (cents of EUR, yen of JPY). Arithmetic is checked.</summary>
/// <param name="MinorUnits">
/// The whole range of 64 bits; a balance may be negative, a transfer's amount never is.
/// </param>
/// <param name="Asset">What is counted.</param>
public readonly record struct Money(long MinorUnits, Asset Asset)
{
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    /// <exception cref="InvalidOperationException">The assets differ.</exception>
    public static Money operator +(Money left, Money right) =>
        new(checked(left.MinorUnits + right.MinorUnits), SameAsset(left, right));

    /// <exception cref="OverflowException">The difference does not fit 64 bits.</exception>
    /// <exception cref="InvalidOperationException">The assets differ.</exception>
    public static Money operator -(Money left, Money right) =>
        new(checked(left.MinorUnits - right.MinorUnits), SameAsset(left, right));

    /// <summary>
    /// Reads a decimal text such as <c>12.34</c>: digits, at most one point, an optional leading minus; no exponent, no
    /// plus, no superfluous leading zero, no more decimals than the asset has (trailing zeros count).
    /// </summary>
    public static MoneyMistake TryParse(string? text, Asset asset, out Money money)
    {
        money = new Money(0, asset);
        var body = text.AsSpan();
        var negative = body.Length > 0 && body[0] == '-';
        body = negative ? body[1..] : body;
        var point = body.IndexOf('.');
        var whole = point < 0 ? body : body[..point];
        var decimals = point < 0 ? [] : body[(point + 1)..];
        if (!IsDigits(whole) || (whole.Length > 1 && whole[0] == '0') || (point >= 0 && !IsDigits(decimals)))
        {
            return MoneyMistake.NotADecimal;
        }

        if (decimals.Length > asset.Scale)
        {
            return MoneyMistake.TooManyDecimals;
        }

        var digits = string.Concat(whole, decimals, new string('0', asset.Scale - decimals.Length));
        if (!long.TryParse((negative ? "-" : "") + digits, NumberStyles.AllowLeadingSign, null, out var minorUnits))
        {
            return MoneyMistake.TooLarge;
        }

        money = new Money(minorUnits, asset);
        return MoneyMistake.None;
    }

    /// <summary>
    /// The decimal text with all of the asset's decimals, such as <c>-0.05</c>; without the asset's code.
    /// </summary>
    public override string ToString() => Write(MinorUnits, Asset);

    /// <summary>Writes a sum that may not fit 64 bits in the same form.</summary>
    public static string Write(BigInteger minorUnits, Asset asset)
    {
        var digits = BigInteger.Abs(minorUnits).ToString(CultureInfo.InvariantCulture).PadLeft(asset.Scale + 1, '0');
        var text = asset.Scale == 0 ? digits : $"{digits[..^asset.Scale]}.{digits[^asset.Scale..]}";
        return minorUnits.Sign < 0 ? "-" + text : text;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static Asset SameAsset(Money left, Money right) => left.Asset == right.Asset
        ? left.Asset
        : throw new InvalidOperationException($"{left.Asset} and {right.Asset} cannot be added.");
}
