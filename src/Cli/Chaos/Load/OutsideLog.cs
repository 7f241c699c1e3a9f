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
    private readonly Dictionary<(string Key, Guid Id), Acknowledgement> acknowledged = [];
    private readonly Dictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly List<ChaosOrder> open = [];
    private readonly StreamWriter writer = new(file, append: true) { AutoFlush = true };

    public string File { get; } = file;

    /// <summary>Since the log was begun.</summary>
    public TimeSpan Now => watch.Elapsed;

    /// <summary>Transfers of which a caller was told that they are done or under way.</summary>
    public int AcknowledgedCount => Locked(() => acknowledged.Count);

    /// <summary>The first that was told of each transfer.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledged => Locked(() => acknowledged.Values.ToList());

    /// <summary>How often each problem was the answer.</summary>
    public IReadOnlyDictionary<string, int> Refusals => Locked(() => new Dictionary<string, int>(refusals));

    /// <summary>Orders of which nobody was told anything for as long as callers had patience.</summary>
    public IReadOnlyList<ChaosOrder> Open => Locked(() => open.ToList());

    public void Acknowledge(ChaosOrder order, TransferBody body) => Locked(() =>
    {
        var told = new Acknowledgement(
            order.Key, order.Kind, Guid.Parse(body.Id), order.From, order.To, order.Cents, body.State, Now);
        acknowledged.TryAdd((told.Key, told.Id), told);
        writer.WriteLine(JsonSerializer.Serialize(told, RegionClient.Json));
        return true;
    });

    public void Refuse(ApiProblem problem) =>
        Locked(() => refusals[problem.Code] = refusals.GetValueOrDefault(problem.Code) + 1);

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
