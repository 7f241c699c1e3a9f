using System.Globalization;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Privacy;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Transfers;

/// <summary>
/// Where transfers are asked for: checks the order, finds the shard, has it posted with its group, and says what came
/// of it. The same key has one effect, for ever. Lives as long as the ledger; safe for any number of callers.
/// </summary>
public sealed class TransferDesk
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(25);
    private const int TriesMax = 40;

    private readonly ShardRouter router;
    private readonly AssetRegistry assets;
    private readonly ReferenceVault references;
    private readonly KeyedHash hash;
    private readonly TimeProvider time;
    private readonly Dictionary<string, PostingGroups> groups;

    internal TransferDesk(
        ShardRouter router, AssetRegistry assets, ReferenceVault references, LedgerOptions options)
    {
        this.router = router;
        this.assets = assets;
        this.references = references;
        hash = new KeyedHash(options.HashKey);
        time = options.Time;
        groups = router.Shards.ToDictionary(
            shard => shard.Name,
            shard => new PostingGroups(shard, options.Posting, options.Time)
            {
                Committed = () => options.Signals.Raise(shard.Name),
            },
            StringComparer.Ordinal);
    }

    /// <summary>
    /// Posts the transfer, or says why not. Answered after the COMMIT, as it stands in the book that keeps the key: the
    /// payer's, or the payee's when the payer is the world outside.
    /// </summary>
    public async Task<Outcome<Transfer>> PostAsync(TransferOrder order, CancellationToken cancellation)
    {
        if (OrderCheck.Find(order, router.Region) is { } mistake)
        {
            return mistake;
        }

        try
        {
            return await PostCheckedAsync(order, cancellation);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(router.Region, e);
        }
    }

    private async Task<Outcome<Transfer>> PostCheckedAsync(TransferOrder order, CancellationToken cancellation)
    {
        if (await assets.FindAsync(order.Asset, cancellation) is not { } asset)
        {
            return AssetRegistry.Unknown(order.Asset);
        }

        if (OrderCheck.AmountMistake(order.Amount, asset, out var amount) is { } mistake)
        {
            return mistake;
        }

        var transferId = Guid.CreateVersion7(time.GetUtcNow());
        var accepted = new AcceptedOrder(order, amount, transferId)
        {
            PayerReference = await SealAsync(order.From, order.Reference, transferId, cancellation),
            PayeeReference = await SealAsync(order.To, order.Reference, transferId, cancellation),
        };
        return await PostRoutedAsync(accepted, cancellation);
    }

    private async Task<Outcome<Transfer>> PostRoutedAsync(AcceptedOrder accepted, CancellationToken cancellation)
    {
        var reloaded = false;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (Route(accepted.Order, out var shard, out var payerRange, out var payeeRange) is { } refusal)
            {
                if (reloaded)
                {
                    return refusal;
                }

                // A map of our own that is too old may not know the newest range.
                reloaded = true;
                await router.ReloadAsync(cancellation);
                continue;
            }

            var pending = Pending(accepted, payerRange, payeeRange);
            if (!groups[shard!.Name].TryAdd(pending))
            {
                return ShardFailure.Unavailable(shard.FullName);
            }

            var result = await pending.Answer;
            if (result.Outcome is not (PostingOutcome.Moved or PostingOutcome.Busy))
            {
                return Answer(accepted, result);
            }

            // At once after a first "moved"; a range that is on its way needs some milliseconds.
            if (tries > 0 || result.Outcome == PostingOutcome.Busy)
            {
                await Task.Delay(BusyPause, time, cancellation);
            }

            reloaded = true;
            await router.ReloadAsync(cancellation);
        }

        return ShardFailure.Unavailable(router.Region);
    }

    private Refusal? Route(TransferOrder order, out Shard? shard, out int? payerRange, out int? payeeRange)
    {
        (shard, payerRange, payeeRange) = (null, null, null);
        if (order.From.User is { } payer)
        {
            if (!router.TryRoute(payer.Number, out var route))
            {
                return UserUnknown(order.From, "from");
            }

            (shard, payerRange) = (route.Shard, route.RangeId);
        }

        if (order.To.User is not { } payee || payee.Region != router.Region)
        {
            return null;
        }

        if (!router.TryRoute(payee.Number, out var payeeRoute))
        {
            return order.From.IsExternal ? UserUnknown(order.To, "to") : PayeeUnknown(order);
        }

        // A payee on another shard has no range here: what it is sent stays in transit until that shard has decided.
        if (shard is null || shard == payeeRoute.Shard)
        {
            (shard, payeeRange) = (payeeRoute.Shard, payeeRoute.RangeId);
        }

        return null;
    }

    private PendingTransfer Pending(AcceptedOrder accepted, int? payerRange, int? payeeRange)
    {
        var order = accepted.Order;
        var owner = (order.From.User ?? order.To.User)!.Value;
        var effectiveAt = order.EffectiveAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";
        return new PendingTransfer
        {
            TransferId = accepted.TransferId,
            KeyHash = hash.Of("transfer-key", owner.ToString(), order.Key),
            RequestHash = hash.Of(
                "transfer-request",
                order.From.ToString(),
                order.To.ToString(),
                accepted.Amount.ToString(),
                order.Asset,
                order.Reference ?? "",
                effectiveAt),
            From = order.From,
            To = order.To,
            PayerRange = payerRange,
            PayeeRange = payeeRange,
            Asset = order.Asset,
            MinorUnits = accepted.Amount.MinorUnits,
            EffectiveAt = order.EffectiveAt,
            PayerReference = accepted.PayerReference,
            PayeeReference = accepted.PayeeReference,
        };
    }

    private async ValueTask<byte[]?> SealAsync(
        Party party, string? reference, Guid transferId, CancellationToken cancellation) =>
        party.User is { } user && user.Region == router.Region && !string.IsNullOrEmpty(reference)
            ? await references.SealAsync(user, transferId, reference, cancellation)
            : null;

    private static Outcome<Transfer> Answer(AcceptedOrder accepted, in PostingResult result)
    {
        var (order, amount, _) = accepted;

        // Our own second try after a lost answer finds its own transfer: that is no repetition of the caller's.
        var repeated = result.Outcome == PostingOutcome.Repeated && result.TransferId != accepted.TransferId;
        return result.Outcome switch
        {
            PostingOutcome.KeyReused => new Refusal(
                RefusalCode.KeyReused,
                "This key came with another request before. Use a new key for a new transfer.",
                "Idempotency-Key"),
            PostingOutcome.KeyAtWork => new Refusal(
                RefusalCode.KeyAtWork,
                "The first request with this key is still at work. Send the same again in a moment.",
                "Idempotency-Key"),
            PostingOutcome.UserUnknown => UserUnknown(
                order.From.IsExternal ? order.To : order.From, order.From.IsExternal ? "to" : "from"),
            PostingOutcome.UserErased => UserErased(
                order.From.IsExternal ? order.To : order.From, order.From.IsExternal ? "to" : "from"),
            _ when result.Refusal is { } verdict => new Outcome<Transfer>(null, Verdict(verdict, accepted), repeated),
            _ => new Outcome<Transfer>(
                new Transfer(
                    result.TransferId,
                    order.From,
                    order.To,
                    amount,
                    result.State ?? throw new InvalidOperationException(
                        $"The shard told no state of transfer {result.TransferId}."),
                    string.IsNullOrEmpty(order.Reference) ? null : order.Reference,
                    result.PostingNumber,
                    result.BookedAt,
                    result.EffectiveAt,
                    amount with { MinorUnits = result.Balance }),
                null,
                repeated),
        };
    }

    private static Refusal Verdict(string verdict, AcceptedOrder accepted) => verdict switch
    {
        "insufficient-funds" => new(
            RefusalCode.InsufficientFunds,
            $"{accepted.Order.From} has less than {accepted.Amount} {accepted.Amount.Asset} to spend.",
            "amount"),
        "payee-unknown" => PayeeUnknown(accepted.Order),
        "user-erased" => UserErased(accepted.Order.To, "to"),
        "balance-limit" => new(
            RefusalCode.BalanceLimit,
            $"With this transfer a balance would no longer fit 64 bits of minor units of {accepted.Amount.Asset}.",
            "amount"),
        "user-restricted" => new(
            RefusalCode.UserRestricted,
            "The book of the payer or of the payee is restricted; nothing moves to or from it until that is lifted."),
        _ => throw new InvalidOperationException(
            $"The books refused with '{verdict}', which this program does not know."),
    };

    private static Refusal PayeeUnknown(TransferOrder order) =>
        new(RefusalCode.PayeeUnknown, $"There is no user {order.To}.", "to");

    private static Refusal UserUnknown(Party party, string parameter) =>
        new(RefusalCode.UserUnknown, $"There is no user {party}.", parameter);

    private static Refusal UserErased(Party party, string parameter) =>
        new(RefusalCode.UserErased, $"{party} was erased: nothing is paid to or by this user any more.", parameter);

    /// <summary>An order that its form allows, with what is made once for all tries.</summary>
    private sealed record AcceptedOrder(TransferOrder Order, Money Amount, Guid TransferId)
    {
        public byte[]? PayerReference { get; init; }

        public byte[]? PayeeReference { get; init; }
    }
}
