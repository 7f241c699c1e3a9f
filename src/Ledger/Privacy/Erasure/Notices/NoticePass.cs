using System.Text;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Passes;

namespace Domicile.Ledger.Privacy.Erasure.Notices;

/// <summary>
/// Tells institutions and other regions of erasures until each has given its receipt, which is kept: at once, then
/// after a pause that doubles up to five minutes. A notice may come twice. Any number of hosts may run it at once.
/// </summary>
internal sealed class NoticePass(
    string region, IReadOnlyList<InstitutionClient> institutions, ErasureNotices notices, ErasurePost post) : IPass
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(5);

    public string Name => "erasure-notices";

    public required TimeProvider Time { get; init; }

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var doneCount = 0;
        string? delay = null;
        foreach (var notice in await notices.ReadDueAsync(cancellation))
        {
            // First, so that one that kills its sender does not come back at once.
            await notices.NoteTryAsync(notice, Time.GetUtcNow() + PauseAfter(notice.Tries), cancellation);
            if (await TellAsync(notice, cancellation) is { } failure)
            {
                delay ??= failure;
            }
            else
            {
                doneCount++;
            }
        }

        return new PassResult(doneCount, false) { HeldBackBy = delay };
    }

    private static TimeSpan PauseAfter(int tries) =>
        TimeSpan.FromSeconds(Math.Min(PauseMax.TotalSeconds, 1 << Math.Min(tries, 10)));

    /// <returns>Why it was not told; null when it was, or was sent to where an answer comes from later.</returns>
    private async Task<string?> TellAsync(DueNotice notice, CancellationToken cancellation)
    {
        if (NoticeRecipient.RegionOf(notice.Recipient) is { } other)
        {
            return await post.SendAsync(other, notice, cancellation);
        }

        var name = NoticeRecipient.InstitutionOf(notice.Recipient);
        if (institutions.FirstOrDefault(client => client.Institution.Name == name) is not { } institution)
        {
            return $"the topology has no institution {name} any more";
        }

        var answer = await institution.NotifyErasureAsync(
            new ErasureNotice(
                ErasureNotice.FormKnown, region, notice.Number, notice.User.ToString(), notice.RegisteredAt),
            cancellation);
        if (!answer.IsReceived)
        {
            return $"{notice.Recipient}: {answer.Failure}";
        }

        await notices.NoteReceiptAsync(
            notice.User, notice.Recipient, Encoding.UTF8.GetString(answer.Receipt!), cancellation);
        return null;
    }
}
