namespace Domicile.Ledger.Assets;

/// <summary>Reads a field of a request that holds an amount, and says as a refusal what is wrong with it.</summary>
internal static class MoneyField
{
    /// <param name="text">Decimal text, as <see cref="Money.TryParse"/> reads it.</param>
    /// <param name="field">The field's name, for the refusal.</param>
    /// <returns>Null when <paramref name="money"/> was read.</returns>
    public static Refusal? Read(string? text, Asset asset, string field, out Money money) =>
        Money.TryParse(text, asset, out money) switch
        {
            MoneyMistake.None => null,
            MoneyMistake.TooManyDecimals => new(
                RefusalCode.AmountTooManyDecimals, $"{asset} has {asset.Scale} decimals at most.", field),
            MoneyMistake.TooLarge => new(
                RefusalCode.AmountTooLarge,
                $"The largest amount of {asset} is {new Money(long.MaxValue, asset)}.",
                field),
            _ => new(RefusalCode.AmountInvalid, "An amount is a decimal text such as \"12.34\".", field),
        };
}
