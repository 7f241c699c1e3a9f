using System.Text.Json;
using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Notices;

/// <summary>
/// Notices of erasures between regions, through their queues: sends them, answers those of others with a receipt, and
/// keeps the receipts for the own. What is lost on the way is sent again. Lives as long as its queues.
/// </summary>
internal sealed class ErasurePost(
    string region, IReadOnlyDictionary<string, IMessageQueue> queues, ErasureNotices notices)
{
    /// <returns>Why it is on its way to nobody; null when it was sent.</returns>
    public Task<string?> SendAsync(string other, DueNotice notice, CancellationToken cancellation) => SendAsync(
        other,
        new ErasuresMessage(
            RegionMessages.Version, [new ErasureLine(notice.User.ToString(), notice.Number, notice.RegisteredAt)]),
        cancellation);

    /// <summary>Keeps what another region says of its users, and sends the receipts.</summary>
    /// <returns>False when the message has to come again.</returns>
    public async Task<bool> HearAsync(ErasuresMessage message, CancellationToken cancellation)
    {
        var receipts = new List<(string Region, ErasureReceiptLine Line)>();
        foreach (var line in message.Erasures)
        {
            var user = UserId.TryParse(line.User, out var other) && other.Region != region
                ? other
                : throw new InvalidDataException("A notice of an erasure names no user of another region.");
            var heardAt = await notices.HearAsync(line, cancellation);
            receipts.Add((user.Region, new ErasureReceiptLine(line.User, region, heardAt)));
        }

        var isTold = true;
        foreach (var some in receipts.GroupBy(receipt => receipt.Region, StringComparer.Ordinal))
        {
            isTold &= await SendAsync(
                some.Key,
                new ErasureReceiptsMessage(RegionMessages.Version, [.. some.Select(receipt => receipt.Line)]),
                cancellation) is null;
        }

        return isTold;
    }

    /// <summary>Keeps the receipts of another region.</summary>
    public async Task<bool> TakeAsync(ErasureReceiptsMessage message, CancellationToken cancellation)
    {
        foreach (var line in message.Receipts)
        {
            var user = UserId.TryParse(line.User, out var own) && own.Region == region
                ? own
                : throw new InvalidDataException("A receipt of an erasure names no user of this region.");
            await notices.NoteReceiptAsync(
                user, NoticeRecipient.OfRegion(line.ReceivedBy), JsonSerializer.Serialize(line), cancellation);
        }

        return true;
    }

    private async Task<string?> SendAsync(string other, RegionMessage message, CancellationToken cancellation)
    {
        if (!queues.TryGetValue(other, out var queue))
        {
            return $"this server has no queue of region {other}";
        }

        try
        {
            await queue.SendAsync([RegionMessages.Write(message)], cancellation);
            return null;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return $"the queue of region {other} does not answer";
        }
    }
}
