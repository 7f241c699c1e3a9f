using System.Globalization;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;

namespace Domicile.Bench.Ledger;

/// <summary>The ledger itself, with groups of one: a round trip and a commit for each transfer.</summary>
internal sealed class LedgerRival(string name, TransferDesk desk, string region) : ITransferRival
{
    private long keyCount;

    public string Name => name;

    public async Task TransferAsync(long payer, long payee, CancellationToken cancellation)
    {
        var key = Interlocked.Increment(ref keyCount).ToString(CultureInfo.InvariantCulture);
        var order = new TransferOrder(
            new UserId(region, payer), new UserId(region, payee), "0.01", "EUR", null, null, $"{name}-{key}");
        var outcome = await desk.PostAsync(order, cancellation);
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException($"{name}: {outcome.Refusal.Detail}");
        }
    }
}
