namespace Domicile.Cli.Import.Reading;

/// <summary>What a file should be, and where its mistakes go.</summary>
/// <param name="File">Its name, such as <c>accounts.csv</c>.</param>
/// <param name="Columns">In the order in which they must stand.</param>
/// <param name="Mistakes">Of the whole extract.</param>
internal sealed record FileForm(string File, string[] Columns, LineMistakes Mistakes)
{
    /// <summary>The first line that the file must have.</summary>
    public string Header => string.Join(';', Columns);
}
