using System.Diagnostics;
using System.Text.Json;
using Domicile.Cli.Client;

namespace Domicile.Cli.Chaos.Load;

/// <summary>
/// All that callers were told, in memory and a line each in a file beside the world. Nothing in it comes from the
/// world's databases. Safe for many callers.
/// </summary>
internal sealed class OutsideLog(string file) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Dictionary<string, Acknowledgement> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly List<string> contradictions = [];
    private readonly List<ChaosOrder> open = [];
    private readonly StreamWriter writer = new(file, append: true) { AutoFlush = true };

    public string File { get; } = file;

    /// <summary>Transfers of which a caller was told that they are done or under way.</summary>
    public int AcknowledgedCount => Locked(() => byKey.Count);

    public IReadOnlyList<Acknowledgement> Acknowledged => Locked(() => byKey.Values.ToList());

    /// <summary>How often each problem was the answer.</summary>
    public IReadOnlyDictionary<string, int> Refusals => Locked(() => new Dictionary<string, int>(refusals));

    /// <summary>Keys that were answered with two different transfers, or with a transfer and a refusal.</summary>
    public IReadOnlyList<string> Contradictions => Locked(() => contradictions.ToList());

    /// <summary>Orders of which nobody was told anything for as long as callers had patience.</summary>
    public IReadOnlyList<ChaosOrder> Open => Locked(() => open.ToList());

    public void Acknowledge(ChaosOrder order, TransferBody body) => Locked(() =>
    {
        var told = new Acknowledgement(
            order.Key, order.Kind, Guid.Parse(body.Id), order.From, order.To, order.Cents, body.State, watch.Elapsed);
        if (byKey.TryGetValue(order.Key, out var before) && before.Id != told.Id)
        {
            contradictions.Add($"{order.Key}: {before.Id} and {told.Id}");
        }

        byKey.TryAdd(order.Key, told);
        writer.WriteLine(JsonSerializer.Serialize(told, RegionClient.Json));
        return true;
    });

    public void Refuse(ChaosOrder order, ApiProblem problem) => Locked(() =>
    {
        if (byKey.TryGetValue(order.Key, out var before))
        {
            contradictions.Add($"{order.Key}: {before.Id} and the refusal {problem.Code}");
        }

        refusals[problem.Code] = refusals.GetValueOrDefault(problem.Code) + 1;
        return true;
    });

    public void GiveUp(ChaosOrder order) => Locked(() =>
    {
        open.Add(order);
        return true;
    });

    public void Dispose() => writer.Dispose();

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}
