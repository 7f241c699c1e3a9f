namespace Domicile.Cli.Import.Reading;

/// <summary>What is wrong with one line of a file, for the person who has to mend it.</summary>
/// <param name="File">The file's name, such as <c>transactions.csv</c>.</param>
/// <param name="Line">The line, from 1 (the header); 0 when it is the file as a whole.</param>
/// <param name="Reason">What was wrong, with which value, and what was expected.</param>
internal sealed record LineMistake(string File, int Line, string Reason)
{
    public override string ToString() => Line > 0 ? $"{File}, line {Line}: {Reason}" : $"{File}: {Reason}";
}
