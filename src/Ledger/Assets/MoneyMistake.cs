namespace Domicile.Ledger.Assets;

/// <summary>What is wrong with a text that should be an amount.</summary>
public enum MoneyMistake
{
    None,
    NotADecimal,
    TooManyDecimals,

    /// <summary>It does not fit 64 bits of minor units.</summary>
    TooLarge,
}
