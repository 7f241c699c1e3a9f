namespace Domicile.Ledger.Assets;

/// <summary>What is counted: a currency or a token. Immutable once a region has it.</summary>
public sealed record Asset
{
    /// <summary>The most decimals that an asset may have.</summary>
    public const int ScaleMax = 9;

    public const int CodeLengthMax = 12;

    /// <param name="code">2 to 12 upper-case letters and digits, beginning with a letter, such as EUR or DREAM.</param>
    /// <param name="scale">Decimals of one unit, 0 to 9: 2 for EUR, 0 for JPY, 3 for KWD.</param>
    /// <exception cref="ArgumentException">The code or the scale is not of this form.</exception>
    public Asset(string code, int scale)
    {
        if (!IsCode(code))
        {
            throw new ArgumentException($"'{code}' is not an asset code.", nameof(code));
        }

        if (!IsScale(scale))
        {
            throw new ArgumentException($"{scale} is not a scale from 0 to {ScaleMax}.", nameof(scale));
        }

        Code = code;
        Scale = scale;
    }

    public string Code { get; }

    public int Scale { get; }

    /// <summary>True for 2 to 12 upper-case letters and digits that begin with a letter.</summary>
    public static bool IsCode(string? code) =>
        code is { Length: >= 2 and <= CodeLengthMax } && char.IsAsciiLetterUpper(code[0])
        && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    public static bool IsScale(int scale) => scale is >= 0 and <= ScaleMax;

    public override string ToString() => Code;
}
