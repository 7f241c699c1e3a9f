using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Ledger.Users;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>
/// Where erasures are asked for: proves who asks, asks the books whether they can let the user go, and writes the order
/// into the register. <see cref="Steps.ErasurePass"/> does the rest. The same request again has the same answer. Lives
/// as long as the ledger; safe for many callers at once.
/// </summary>
public sealed class ErasureDesk
{
    /// <summary>A user's code is good for so long.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    /// <summary>A code that was wrong so often is good no more.</summary>
    public const int CodeTriesMax = 5;

    private const string CodePurpose = "erasure-code";
    private const string ClaimPurpose = "erasure-claim";

    private readonly ErasureOrders orders;
    private readonly ErasureBooks books;
    private readonly KeyedHash hash;
    private readonly RegionLedger ledger;

    internal ErasureDesk(RegionLedger ledger, ErasureBooks books, KeyedHash hash)
    {
        orders = new ErasureOrders(ledger.Router.Register, ledger.Router.Region);
        (this.ledger, this.books, this.hash) = (ledger, books, hash);
    }

    /// <summary>Called after an order that goes on at once.</summary>
    internal Action Ordered { get; init; } = () => { };

    /// <summary>
    /// Makes the one-time code with which the user can prove who it is. Domicile sends it to nobody: whoever asks for
    /// it brings it to the user by mail or SMS. It takes the place of the code before.
    /// </summary>
    /// <param name="by">Who asks for it.</param>
    public Task<Outcome<IssuedCode>> MakeCodeAsync(UserId user, string by, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            var book = await books.FindAsync(user, cancellation);
            if (!book.IsDone)
            {
                return new Outcome<IssuedCode>(null, book.Refusal);
            }

            if (book.Value.IsClosed)
            {
                return UserShards.Erased(user);
            }

            var code = new IssuedCode(SecretCode.Make(SecretCode.ShortGroups), ledger.Time.GetUtcNow() + CodeLifetime);
            await orders.KeepCodeAsync(user, HashOf(user, code.Code), (code.ExpiresAt, CodeTriesMax, by), cancellation);
            return code;
        });

    /// <summary>Orders an erasure: at once with the user's code, else when a second person has consented.</summary>
    public Task<Outcome<OrderedErasure>> OrderAsync(ErasureRequest request, CancellationToken cancellation) =>
        GuardAsync(() => OrderCheckedAsync(request, cancellation));

    /// <summary>The consent of a second person to what somebody else asked for.</summary>
    /// <param name="by">The subject of that person's token.</param>
    /// <param name="role">That person's role.</param>
    public Task<Outcome<OrderedErasure>> ConsentAsync(
        Guid requestId, string by, string role, CancellationToken cancellation) => GuardAsync(async () =>
        {
            switch (await orders.ConsentAsync(requestId, by, role, ledger.Time.GetUtcNow(), cancellation))
            {
                case "unknown":
                    return new Refusal(RefusalCode.RequestUnknown, "No erasure has this request id.", "requestId");
                case "own":
                    return new Refusal(
                        RefusalCode.ConsentOwn, "You asked for this erasure yourself; another person has to consent.");
                default:
                    return await CloseAsync(requestId, null, cancellation);
            }
        });

    /// <summary>The user's newest order; refused when there never was one.</summary>
    public Task<Outcome<ErasureOrder>> FindAsync(UserId user, CancellationToken cancellation) =>
        GuardAsync<ErasureOrder>(async () => await orders.FindAsync(user, cancellation) is { } order
            ? order
            : new Refusal(RefusalCode.ErasureUnknown, $"Nobody has asked for {user} to be erased."));

    /// <summary>Pays out what was kept for whoever has the claim code. Again: what has come in since.</summary>
    public Task<Outcome<Claim>> ClaimAsync(string code, CancellationToken cancellation) => GuardAsync(async () =>
    {
        if (await orders.FindClaimAsync(hash.Of(ClaimPurpose, SecretCode.Normal(code)), cancellation) is not { } user)
        {
            return new Refusal(RefusalCode.ClaimUnknown, "No money is kept under this claim code.", "code");
        }

        var paid = await books.PayOutAsync(user, cancellation);
        return paid.IsDone ? new Claim(user, paid.Value) : new Outcome<Claim>(null, paid.Refusal);
    });

    private async Task<Outcome<OrderedErasure>> OrderCheckedAsync(
        ErasureRequest request, CancellationToken cancellation)
    {
        var book = await books.FindAsync(request.User, cancellation);
        if (!book.IsDone)
        {
            return book.Refusal;
        }

        if (book.Value is { IsNegative: true, IsClosed: false })
        {
            return Negative(request.User);
        }

        var claim = request.Balance == BalanceChoice.Keep ? SecretCode.Make(SecretCode.LongGroups) : null;
        var verdict = await orders.OrderAsync(
            Guid.CreateVersion7(ledger.Time.GetUtcNow()),
            request,
            (claim is null ? null : hash.Of(ClaimPurpose, SecretCode.Normal(claim)),
                request.Code is { } code ? HashOf(request.User, code) : null),
            ledger.Time.GetUtcNow(),
            cancellation);
        return verdict.Outcome switch
        {
            "code-wrong" => new Refusal(
                RefusalCode.ErasureCodeWrong, $"This is not the code; {verdict.TriesLeft} tries are left.", "code"),
            "code-missing" => new Refusal(
                RefusalCode.ErasureCodeWrong,
                $"No code is valid for {request.User} now: one lives for ten minutes and five tries. Ask for another.",
                "code"),
            "known" => await ShowAsync(verdict.RequestId, null, cancellation),
            "waiting" => await ShowAsync(verdict.RequestId, claim, cancellation),
            _ => await CloseAsync(verdict.RequestId, claim, cancellation),
        };
    }

    // The order stands in the register by now: whatever is cut short from here on, the pass finishes.
    private async Task<Outcome<OrderedErasure>> CloseAsync(
        Guid requestId, string? claim, CancellationToken cancellation)
    {
        var order = await orders.FindAsync(requestId, cancellation)
            ?? throw new InvalidOperationException($"The order {requestId} is gone from the register.");
        if (order.RefusedAt is null)
        {
            // A shard that does not answer now is no reason to send the caller away: the order is kept.
            var closed = await books.CloseAsync(order.User, cancellation);
            if (closed.Value is { IsNegative: true })
            {
                await orders.RefuseAsync(
                    requestId, ErasureOrders.BalanceNegative, ledger.Time.GetUtcNow(), cancellation);
            }

            Ordered();
        }

        return await ShowAsync(requestId, claim, cancellation);
    }

    private async Task<Outcome<OrderedErasure>> ShowAsync(Guid requestId, string? claim, CancellationToken cancellation)
    {
        var order = await orders.FindAsync(requestId, cancellation)
            ?? throw new InvalidOperationException($"The order {requestId} is gone from the register.");
        return order.State == ErasureState.Refused ? Negative(order.User) : new OrderedErasure(order, claim);
    }

    private async Task<Outcome<T>> GuardAsync<T>(Func<Task<Outcome<T>>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable(ledger.Router.Region, e);
        }
    }

    private byte[] HashOf(UserId user, string code) =>
        hash.Of(CodePurpose, user.ToString(), SecretCode.Normal(code));

    private static Refusal Negative(UserId user) => new(
        RefusalCode.BalanceNegative,
        $"A wallet of {user} is below zero: what the user owes has to be settled, or written off by a transfer, before "
        + "the erasure (Art. 17(3)(e) GDPR: data needed for a claim is kept).",
        "balance");
}
