using System.Collections.Concurrent;

namespace Domicile.Bench.Transfers;

/// <summary>When each transfer of one measurement was asked for, answered and completed, as time stamps.</summary>
internal sealed class TransferTimes(TimeProvider time)
{
    private readonly ConcurrentBag<(Guid Id, long Asked, long Answered, bool IsDone)> transfers = [];

    public int Count => transfers.Count;

    /// <param name="isDone">True when the answer was the completion.</param>
    public void Add(Guid id, long askedAt, bool isDone) => transfers.Add((id, askedAt, time.GetTimestamp(), isDone));

    /// <summary>How many are not completed yet.</summary>
    public int MissingCount(IReadOnlyDictionary<Guid, long> ends) =>
        transfers.Count(transfer => !transfer.IsDone && !ends.ContainsKey(transfer.Id));

    public TransfersSample ToSample(
        int crossShare, string rival, string load, (long StartedAt, IReadOnlyDictionary<Guid, long> Ends) run)
    {
        var all = transfers.ToArray();
        var endings = all.Select(one => one.IsDone ? one.Answered : Math.Max(run.Ends[one.Id], one.Answered)).ToArray();
        var answers = all.Select(one => time.GetElapsedTime(one.Asked, one.Answered)).Order().ToArray();
        var completions = all.Select((one, i) => time.GetElapsedTime(one.Asked, endings[i])).Order().ToArray();
        var rate = all.Length / time.GetElapsedTime(run.StartedAt, endings.Max()).TotalSeconds;
        return new TransfersSample(crossShare, rival, load, (long)rate)
        {
            AnswerP50 = answers[answers.Length / 2],
            AnswerP99 = answers[(int)(answers.Length * 0.99m)],
            CompletionP50 = completions[completions.Length / 2],
            CompletionP99 = completions[(int)(completions.Length * 0.99m)],
        };
    }
}
