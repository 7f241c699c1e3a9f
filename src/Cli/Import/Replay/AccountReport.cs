namespace Domicile.Cli.Import.Replay;

/// <summary>What became of one account of the bank.</summary>
/// <param name="AccountId">The bank's number.</param>
/// <param name="UserId">The user whose wallet it is now, such as <c>eu-30001</c>.</param>
/// <param name="Balance">The wallet's balance at the end, as the API said it.</param>
/// <param name="IsSumOfFile">The balance is the exact sum of the account's movements in the file.</param>
/// <param name="Minimum">What the wallet's minimum had to be lowered to; null when it stayed 0.</param>
internal sealed record AccountReport(
    long AccountId, string UserId, string Balance, bool IsSumOfFile, string? Minimum);
