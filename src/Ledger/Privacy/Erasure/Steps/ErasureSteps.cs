using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Register;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>
/// What an erasure consists of, in its order. Before the register: what needs the user's data or decides about money.
/// After it: the destruction, whose steps do not wait for each other. Lives as long as the ledger.
/// </summary>
internal sealed class ErasureSteps(RegionLedger ledger, ErasureParts parts)
{
    private readonly string region = ledger.Router.Region;

    public IReadOnlyList<ErasureStep> Preparation { get; } = Prepare(ledger, parts);

    public IReadOnlyList<ErasureStep> Destruction =>
    [
        new(StepNames.Key, $"{region}/keys", DestroyKeyAsync),
        .. ledger.Router.Shards.OrderBy(shard => shard.Name, StringComparer.Ordinal).Select(shard =>
            new ErasureStep(StepNames.Columns, shard.FullName, (order, token) => ApplyAsync(shard, order, token))),
        new(StepNames.Register, $"{region}/register", ForgetAsync),
        .. parts.SignIns is { } signIns
            ? [new ErasureStep(
                StepNames.SignIn, $"{region}/sign-ins", (order, token) => signIns.RemoveAsync(order.User, token))]
            : Array.Empty<ErasureStep>(),
        new(StepNames.Notices, region, (order, token) => parts.Notices.PlanAsync(
            order.RequestId,
            order.User,
            ledger.Audit?.Institutions.Select(client => client.Institution.Name) ?? [],
            token)),
    ];

    /// <summary>Pays out what came back since, and notes when nothing can come any more.</summary>
    /// <returns>Null when it is so; else what is waited for.</returns>
    public async Task<string?> SettleAsync(ErasureOrder order, CancellationToken cancellation)
    {
        if (order.SettledAt is not null)
        {
            return null;
        }

        // In this order: what comes back in between is seen as under way, or as a balance.
        var money = await parts.Books.ReadMoneyAsync(order.User, cancellation);
        if (!money.IsDone)
        {
            return money.Refusal.Detail;
        }

        if (order.Balance == BalanceChoice.PayOut && money.Value.HasBalance)
        {
            var paid = await parts.Books.PayOutAsync(order.User, cancellation);
            if (!paid.IsDone)
            {
                return paid.Refusal.Detail;
            }
        }

        if (money.Value.IsUnderWay)
        {
            return "money of the user is under way";
        }

        await parts.Notes.SettleAsync(order, cancellation);
        return null;
    }

    private static IReadOnlyList<ErasureStep> Prepare(RegionLedger ledger, ErasureParts parts) =>
    [
        new(StepNames.Closed, ledger.Router.Region, async (order, token) =>
        {
            var closed = await parts.Books.CloseAsync(order.User, token);
            if (closed.Value is { IsNegative: true })
            {
                await parts.Orders.RefuseAsync(
                    order.RequestId, ErasureOrders.BalanceNegative, parts.Time.GetUtcNow(), token);
                return "a wallet is below zero";
            }

            return closed.Refusal?.Detail;
        }),
        new(StepNames.PaidOut, ledger.Router.Region, async (order, token) => order.Balance == BalanceChoice.PayOut
            ? (await parts.Books.PayOutAsync(order.User, token)).Refusal?.Detail
            : null),
        new(StepNames.Documents, ledger.Router.Region, (order, token) => DrawAsync(ledger, order, token)),
        new(StepNames.Registered, $"{ledger.Router.Region}/register", async (order, token) =>
        {
            await parts.Register.RegisterAsync(order.RequestId, token);
            return null;
        }),
    ];

    private static async Task<string?> DrawAsync(
        RegionLedger ledger, ErasureOrder order, CancellationToken cancellation)
    {
        try
        {
            return await ledger.Documents.DrawDueAsync(order.User, cancellation);
        }
        catch (DrawingUnavailableException e)
        {
            return e.Message;
        }
    }

    private async Task<string?> DestroyKeyAsync(ErasureOrder order, CancellationToken cancellation)
    {
        await parts.Keys.ApplyAsync(cancellation);
        var line = new RegisteredErasure(order.Number!.Value, order.User, order.RegisteredAt!.Value);
        var key = await parts.Keys.FindAsync(line, cancellation);
        await parts.Notes.KeyAsync(
            line.Number,
            (key?.DestroyedAt ?? parts.Time.GetUtcNow(), key?.Fingerprint, key?.Generation),
            cancellation);
        return null;
    }

    private async Task<string?> ApplyAsync(Shard shard, ErasureOrder order, CancellationToken cancellation) =>
        await parts.Application.ApplyAsync(shard.PrimaryUnchecked, cancellation) >= order.Number
            ? null
            : $"{shard.FullName} has not applied it";

    private async Task<string?> ForgetAsync(ErasureOrder order, CancellationToken cancellation)
    {
        await parts.Notes.ForgetAsync(order.User, cancellation);
        return null;
    }
}
