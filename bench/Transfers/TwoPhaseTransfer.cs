using System.Security.Cryptography;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;

namespace Domicile.Bench.Transfers;

/// <summary>One transfer of 0.01 EUR between the two shards on its way through a two-phase commit.</summary>
internal sealed class TwoPhaseTransfer
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="payer">A user with its range's id.</param>
    /// <param name="payee">A user of the other shard with its range's id.</param>
    public TwoPhaseTransfer((UserId User, int RangeId) payer, (UserId User, int RangeId) payee)
    {
        var id = Guid.CreateVersion7();
        PayeeRange = payee.RangeId;
        Debit = new PendingTransfer
        {
            TransferId = id,
            KeyHash = RandomNumberGenerator.GetBytes(32),
            RequestHash = new byte[32],
            From = payer.User,
            To = payee.User,
            PayerRange = payer.RangeId,
            PayeeRange = null,
            Asset = "EUR",
            MinorUnits = 1,
            EffectiveAt = null,
        };
        Credit = new IncomingLeg(id, payer.User, payee.User, "EUR", 1, DateTimeOffset.UnixEpoch, true);
    }

    public PendingTransfer Debit { get; }

    public IncomingLeg Credit { get; }

    public int PayeeRange { get; }

    public int PayerShard => Credit.Payer.Number < BenchRegion.SecondFirst ? 0 : 1;

    public Task Ended => ended.Task;

    /// <summary>The one of the two users who is on a shard.</summary>
    public long UserOn(int shard) => shard == PayerShard ? Credit.Payer.Number : Credit.Payee.Number;

    public void Complete() => ended.TrySetResult();

    public void Fail(Exception exception) => ended.TrySetException(exception);
}
