using Domicile.House.Tests.Code;

namespace Domicile.House.Tests.Arrows;

/// <summary>The ground knows nothing of what is built on it.</summary>
internal static class ShardingWords
{
    private static readonly string[] Money =
    [
        "money", "amount", "amounts", "balance", "balances", "account", "accounts", "asset", "assets", "posting",
        "postings", "transfer", "transfers", "ledger", "wallet", "wallets", "currency", "currencies", "debit", "credit",
        "payer", "payers", "payee", "payees", "euro", "eur", "usd", "bank",
    ];

    public static readonly HouseRule Innocent = new(
        "Sharding never speaks of money",
        tree =>
            from file in tree.Files
            where file.IsUnder("src/Sharding", "samples/only-sharding")
            from line in file.Lines.Index()
            from word in Words.Of(line.Item).Intersect(Money)
            select file.At(line.Index + 1, $"speaks of {word}"));
}
