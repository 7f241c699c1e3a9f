using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Verification;

/// <summary>Something that must always hold.</summary>
/// <param name="Name">Such as <c>book-balances</c>; stays the same, so that programs can lean on it.</param>
/// <param name="Promise">The same in a sentence.</param>
public sealed record Invariant(string Name, string Promise)
{
    /// <summary>
    /// The statement that checks it, beside a class: <c>BookBalances.sql</c> for <c>book-balances</c>.
    /// </summary>
    internal string ReadSql(Type beside) => SqlFile.Read(
        beside, string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + ".sql");
}
