using Domicile.Ledger.Assets;

namespace Domicile.Cli.Import.Reading;

/// <summary>An extract of the Czech bank's data (PKDD'99), read and found sound as a whole. Immutable.</summary>
/// <param name="Accounts">By the bank's number of the account, ascending.</param>
internal sealed record CzechBank(IReadOnlyList<CzechAccount> Accounts)
{
    /// <summary>What the bank counts in.</summary>
    public static readonly Asset Koruna = new("CZK", 2);

    /// <summary>How far a printed balance may be off for each crediting of interest so far, in minor units.</summary>
    public const long RoundingMax = 10;

    public int MovementCount => Accounts.Sum(a => a.Movements.Count);

    /// <summary>Every account whose place in the list, from 0, leaves this remainder: for dealing them out.</summary>
    public CzechBank Part(int remainder, int partCount) =>
        new([.. Accounts.Where((_, place) => place % partCount == remainder)]);
}
