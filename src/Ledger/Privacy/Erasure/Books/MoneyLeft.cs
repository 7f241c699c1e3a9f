namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>What a closed book still has.</summary>
/// <param name="HasBalance">A wallet is not empty.</param>
/// <param name="IsUnderWay">Money is in transit, and may come back.</param>
internal sealed record MoneyLeft(bool HasBalance, bool IsUnderWay);
