namespace Domicile.Cli.Chaos.Faults;

/// <summary>
/// Which fault comes next: every kind as often as it must, in an order that the seed decides, then any, until the time
/// is up. A kind whose targets are all down or frozen at the moment is put off.
/// </summary>
internal sealed class FaultPlan
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    private readonly Random chance;
    private readonly List<FaultKind> waiting;

    /// <param name="count">As many as there is time for.</param>
    /// <param name="countOfEachMin">Of each kind at least.</param>
    public FaultPlan(int seed, int count, int countOfEachMin)
    {
        chance = new Random(seed);
        var needed = Kinds.SelectMany(kind => Enumerable.Repeat(kind, countOfEachMin)).ToArray();
        var others = Enumerable.Range(0, Math.Max(0, count - needed.Length)).Select(_ => Choose(Kinds));

        // What is needed comes first: it must fit also when the machine is slow.
        chance.Shuffle(needed);
        waiting = [.. needed, .. others];
    }

    /// <summary>Takes the first kind that can be done now; null when none can.</summary>
    public FaultKind? Next(Func<FaultKind, bool> isPossible)
    {
        var place = waiting.FindIndex(kind => isPossible(kind));
        if (place < 0)
        {
            return null;
        }

        var kind = waiting[place];
        waiting.RemoveAt(place);
        return kind;
    }

    /// <summary>Puts one back that came to nothing.</summary>
    public void PutBack(FaultKind kind) => waiting.Add(kind);

    /// <summary>One of several things.</summary>
    public T Choose<T>(IReadOnlyList<T> things) => things[chance.Next(things.Count)];

    public bool Toss() => chance.Next(2) == 0;

    /// <summary>Between two lengths of time.</summary>
    public TimeSpan Between(TimeSpan min, TimeSpan max) => min + ((max - min) * chance.NextDouble());
}
