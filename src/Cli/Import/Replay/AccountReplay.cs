using System.Globalization;
using Domicile.Cli.Client;
using Domicile.Cli.Import.Reading;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Transfers;

namespace Domicile.Cli.Import.Replay;

/// <summary>
/// Replays one account: makes the user, lowers the wallet's minimum if the bank had let the balance fall below 0, then
/// sends one movement after the other. Every call has a key made from the bank's own numbers, so that a replay may end
/// anywhere and be begun again: what was done is answered and not done twice.
/// </summary>
internal sealed class AccountReplay(RegionClient region, CzechAccount account, ReplayProgress progress)
{
    private static readonly Asset Koruna = CzechBank.Koruna;

    private long balance;

    public BalanceCheck Check { get; } = new();

    /// <exception cref="ApiException">The region refused a call, or does not answer.</exception>
    public async Task<AccountReport> RunAsync(CancellationToken cancellation)
    {
        var user = (await region.CreateUserAsync(
            new NewUser(null, null, account.OwnerBirthDate), $"{Key}:owner", cancellation)).ValueOrThrow().Id;
        var minimum = account.LowestBalance < 0 ? await LowerMinimumAsync(user, cancellation) : null;
        foreach (var movement in account.Movements)
        {
            await SendAsync(user, movement, cancellation);
        }

        var balances = (await region.ListBalancesAsync(user, cancellation)).ValueOrThrow().Balances;
        var atEnd = balances.FirstOrDefault(b => b.Asset == Koruna.Code)?.Balance ?? Text(0);
        return new AccountReport(
            account.Id, user, atEnd, Amount(atEnd) == account.Movements.Sum(m => m.Change), minimum);
    }

    private string Key => string.Create(CultureInfo.InvariantCulture, $"czech-bank:account:{account.Id}");

    private async Task<string> LowerMinimumAsync(string user, CancellationToken cancellation)
    {
        var wallet = (await region.OpenAccountAsync(user, Koruna.Code, cancellation)).ValueOrThrow();
        var lowest = account.LowestBalance;
        if (wallet.Minimum is null || Amount(wallet.Minimum) > lowest)
        {
            (await region.SetMinimumAsync(user, wallet.Account, Text(lowest), cancellation)).ValueOrThrow();
        }

        return Text(lowest);
    }

    private async Task SendAsync(string user, CzechMovement movement, CancellationToken cancellation)
    {
        var repeated = false;
        if (movement.Change != 0)
        {
            var answer = await region.PostTransferAsync(
                Transfer(user, movement),
                string.Create(CultureInfo.InvariantCulture, $"{Key}:trans:{movement.Id}"),
                cancellation);
            if (!answer.IsDone)
            {
                throw new ApiException(
                    $"transactions.csv, line {movement.Line} (account {account.Id}, user {user}): "
                    + $"{answer.Problem.Detail} ({answer.Problem.Code})");
            }

            balance = Amount(answer.Value.BalanceAfter);
            repeated = answer.Replayed;
        }

        Check.Add(movement, balance);
        progress.Add(repeated);
    }

    private static NewTransfer Transfer(string user, CzechMovement movement) => new(
        movement.Change > 0 ? Party.ExternalText : user,
        movement.Change > 0 ? user : Party.ExternalText,
        Text(Math.Abs(movement.Change)),
        Koruna.Code,
        movement.Reference,
        new DateTimeOffset(movement.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    private static string Text(long minorUnits) => new Money(minorUnits, Koruna).ToString();

    private static long Amount(string text) => Money.TryParse(text, Koruna, out var money) == MoneyMistake.None
        ? money.MinorUnits
        : throw new ApiException($"The API answered the balance '{text}', which is not an amount of {Koruna}.");
}
