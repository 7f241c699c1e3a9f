using Domicile.Ledger.Central;
using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Erasure.Notices;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard.Regions;

/// <summary>
/// Works off what other regions sent into this region's queue: legs to users of this region, verdicts about what its
/// own users sent, notices of erasures and their receipts, what the centre has of its figures. A message goes when all
/// its lines are done with; else it comes again. What does not belong here is left to become a dead letter.
/// </summary>
internal sealed class RegionPass(
    IMessageQueue queue, RegionLedger ledger, LegArrival arrival, Settlement settlement) : IPass
{
    private const int MessagesMax = 10;
    private readonly string region = ledger.Router.Region;

    public string Name => "region";

    /// <summary>How long a run waits for a first message.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>Takes notices of erasures and their receipts.</summary>
    public required ErasurePost Erasures { get; init; }

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var messages = await queue.ReceiveAsync(MessagesMax, Wait, cancellation);
        if (messages.Count == 0)
        {
            return default;
        }

        Task<bool>[] works = [.. messages.Select(message => WorkAsync(message, cancellation))];
        Task all = Task.WhenAll(works);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // One that fails, or that is stopped, must not bring the others to the dead letters.
        string[] receipts =
        [
            .. messages.Zip(works).Where(one => one.Second is { IsCompletedSuccessfully: true, Result: true })
                .Select(one => one.First.Receipt),
        ];
        await queue.DeleteAsync(receipts, cancellation);
        await all;
        return new PassResult(receipts.Length, receipts.Length == MessagesMax);
    }

    /// <returns>False when the message has to come again.</returns>
    private async Task<bool> WorkAsync(ReceivedMessage received, CancellationToken cancellation)
    {
        try
        {
            return RegionMessages.Read(received.Body) switch
            {
                LegsMessage message => await arrival.ReceiveAsync(
                    await ReadAsync(message, cancellation), cancellation),
                VerdictsMessage message => (await settlement.SettleAsync(
                    [.. message.Verdicts.Select(Read)], cancellation)).All(delay => delay is null),
                ErasuresMessage message => await Erasures.HearAsync(message, cancellation),
                ErasureReceiptsMessage message => await Erasures.TakeAsync(message, cancellation),
                FiguresSeenMessage message => await ForgetAsync(message, cancellation),
                _ => false,
            };
        }
        catch (InvalidDataException)
        {
            // Nobody here will ever understand it: it comes again until the queue lays it with the dead letters.
            return false;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<IncomingLeg>> ReadAsync(LegsMessage message, CancellationToken cancellation)
    {
        var legs = new List<IncomingLeg>(message.Legs.Count);
        foreach (var line in message.Legs)
        {
            var asset = await ledger.Assets.FindAsync(line.Asset, cancellation);
            legs.Add(new IncomingLeg(
                line.TransferId,
                Other(line.Payer),
                Own(line.Payee),
                line.Asset,
                line.MinorUnits > 0
                    ? line.MinorUnits
                    : throw new InvalidDataException($"Transfer {line.TransferId} moves nothing."),
                line.EffectiveAt,
                asset?.Scale == line.Scale));
        }

        return legs;
    }

    private async Task<bool> ForgetAsync(FiguresSeenMessage message, CancellationToken cancellation)
    {
        var shard = ledger.Router.Shards.SingleOrDefault(own => own.FullName == message.Shard)
            ?? throw new InvalidDataException($"A message for region {region} is about the figures of another one.");
        var outbox = new FiguresOutbox(shard);
        foreach (var stream in message.Streams)
        {
            await outbox.AcknowledgeAsync(stream, first: 0, cancellation);
        }

        return true;
    }

    private Verdict Read(VerdictLine line) =>
        new(line.TransferId, Own(line.Payer), Other(line.Payee), line.Refusal, line.PostingNumber);

    private UserId Own(string text) => UserId.TryParse(text, out var user) && user.Region == region
        ? user
        : throw new InvalidDataException($"A message for region {region} is about a user of another one.");

    private UserId Other(string text) => UserId.TryParse(text, out var user) && user.Region != region
        ? user
        : throw new InvalidDataException($"A message for region {region} names no user of another one.");
}
