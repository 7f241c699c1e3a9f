namespace Domicile.Cli.Import.Replay;

/// <summary>How far the replay into one region is. Safe for many writers and readers at once.</summary>
internal sealed class ReplayProgress(string region, int totalCount)
{
    private int doneCount;
    private int repeatedCount;

    public string Region => region;

    /// <summary>The movements of the extract.</summary>
    public int TotalCount => totalCount;

    public int DoneCount => Volatile.Read(ref doneCount);

    /// <summary>Of those done, how many an earlier run had done.</summary>
    public int RepeatedCount => Volatile.Read(ref repeatedCount);

    public void Add(bool repeated)
    {
        Interlocked.Increment(ref doneCount);
        if (repeated)
        {
            Interlocked.Increment(ref repeatedCount);
        }
    }
}
