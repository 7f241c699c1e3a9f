namespace Domicile.Cli.Import.Reading;

/// <summary>
/// The mistakes found while one folder is read: the first <see cref="KeptMax"/> in full, the rest as a number, so that
/// a file of another form does not bury its reader.
/// </summary>
internal sealed class LineMistakes
{
    public const int KeptMax = 20;

    private readonly List<LineMistake> kept = [];

    public int Count { get; private set; }

    public IReadOnlyList<LineMistake> Kept => kept;

    public void Add(string file, int line, string reason)
    {
        Count++;
        if (kept.Count < KeptMax)
        {
            kept.Add(new LineMistake(file, line, reason));
        }
    }
}
