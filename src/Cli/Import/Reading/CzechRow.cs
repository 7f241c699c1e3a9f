using System.Globalization;
using Domicile.Ledger.Assets;

namespace Domicile.Cli.Import.Reading;

/// <summary>
/// One line of one of the bank's files. Each reading of a field checks it; what is wrong goes to the mistakes, and the
/// row is no longer <see cref="IsSound"/>.
/// </summary>
internal sealed class CzechRow(FileForm form, int line, string[] fields)
{
    /// <summary>The longest text of a field; two of them fit a transfer's reference.</summary>
    public const int TextLengthMax = 60;

    /// <summary>The most that an amount or a balance may be, in minor units: sums of them always fit 64 bits.</summary>
    public const long MoneyMax = 1_000_000_000_000_00;

    public int Line => line;

    public bool IsSound { get; private set; } = true;

    public void Refuse(string reason)
    {
        IsSound = false;
        form.Mistakes.Add(form.File, line, reason);
    }

    /// <summary>A whole number from 0 that fits 64 bits.</summary>
    public long Id(string column)
    {
        var text = Field(column);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        Refuse($"{column} '{text}' is not a whole number.");
        return 0;
    }

    /// <summary>A number as <see cref="Id"/>, or nothing; the bank writes 0 for nothing too.</summary>
    public long? OptionalId(string column)
    {
        var id = Field(column).Length == 0 ? 0 : Id(column);
        return id == 0 ? null : id;
    }

    /// <summary>YYMMDD of the twentieth century.</summary>
    public DateOnly Date(string column)
    {
        var text = Field(column);
        if (IsDate(text, out var date))
        {
            return date;
        }

        Refuse($"{column} '{text}' is not a date of the form YYMMDD.");
        return default;
    }

    /// <summary>YYMMDD of the twentieth century, with 50 added to the month for a woman.</summary>
    public DateOnly BirthDate(string column)
    {
        var text = Field(column);
        var plain = text is [var y1, var y2, >= '5' and <= '6', .. var rest]
            ? $"{y1}{y2}{(char)(text[2] - 5)}{rest}"
            : text;
        if (IsDate(plain, out var date))
        {
            return date;
        }

        Refuse($"{column} '{text}' is not of the form YYMMDD, with 50 added to the month for a woman.");
        return default;
    }

    /// <summary>More than nothing or nothing, never less, in minor units.</summary>
    public long Amount(string column, Asset asset)
    {
        var amount = SignedAmount(column, asset);
        if (amount < 0)
        {
            Refuse($"{column} '{Field(column)}' is negative; the type says which way the money goes.");
        }

        return amount;
    }

    /// <summary>A decimal such as <c>-12.34</c>, in minor units.</summary>
    public long SignedAmount(string column, Asset asset)
    {
        var text = Field(column);
        var reason = Money.TryParse(text, asset, out var money) switch
        {
            MoneyMistake.None when money.MinorUnits is >= -MoneyMax and <= MoneyMax => null,
            MoneyMistake.None or MoneyMistake.TooLarge => $"is beyond {new Money(MoneyMax, asset)}.",
            MoneyMistake.TooManyDecimals => $"has more than the {asset.Scale} decimals of {asset}.",
            _ => "is not a decimal number such as 1234.50.",
        };
        if (reason is not null)
        {
            Refuse($"{column} '{text}' {reason}");
            return 0;
        }

        return money.MinorUnits;
    }

    /// <summary>One of the given words.</summary>
    public string OneOf(string column, params ReadOnlySpan<string> words)
    {
        var text = Field(column);
        if (!words.Contains(text))
        {
            Refuse($"{column} '{text}' is none of {string.Join(", ", words.ToArray().Select(w => $"'{w}'"))}.");
        }

        return text;
    }

    /// <summary>Free text without the spaces around it; may be empty.</summary>
    public string Text(string column)
    {
        var text = Field(column).Trim();
        if (text.Length > TextLengthMax)
        {
            Refuse($"{column} has {text.Length} characters; at most {TextLengthMax} are possible.");
        }
        else if (text.Any(char.IsControl))
        {
            Refuse($"{column} holds a control character.");
        }

        return text;
    }

    private static bool IsDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(
            "19" + text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private string Field(string column) => fields[Array.IndexOf(form.Columns, column)];
}
