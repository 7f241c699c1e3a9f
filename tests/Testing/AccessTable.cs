namespace Domicile.Testing;

/// <summary>The table of docs/reference/access.md: who is let through to which call.</summary>
public sealed class AccessTable
{
    private const string Page = "docs/reference/access.md";
    private const string Service = "service";

    private readonly Dictionary<string, Dictionary<string, string>> rows;

    private AccessTable(Dictionary<string, Dictionary<string, string>> rows) => this.rows = rows;

    /// <summary>Every call with a line, such as <c>GET /v1/assets</c>.</summary>
    public IReadOnlyCollection<string> Calls => rows.Keys;

    /// <summary>Reads the page of the project that the test was built from.</summary>
    public static AccessTable Read()
    {
        var lines = File.ReadAllLines(Path.Combine(ProjectFolder.Find(), Page))
            .SkipWhile(line => !line.StartsWith("| call |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(Cells)
            .ToList();
        return new AccessTable(lines.Skip(2).ToDictionary(
            cells => cells[0],
            cells => lines[0].Zip(cells).Skip(1).ToDictionary(
                cell => cell.First, cell => cell.Second, StringComparer.Ordinal),
            StringComparer.Ordinal));
    }

    /// <summary>True when the table lets this caller through.</summary>
    /// <param name="call">Such as <c>GET /v1/assets</c>.</param>
    /// <param name="column">A heading of the table, such as <c>operator</c>.</param>
    /// <param name="scope">What a service has; null for none, and for everybody else.</param>
    public bool LetsThrough(string call, string column, string? scope = null)
    {
        var cell = rows[call][column];
        return cell switch
        {
            "any" or "yes" => true,
            "–" or "401" => false,
            _ when column == Service => cell == scope,
            _ => throw new FormatException($"{Page}: {call}, {column}: {cell} is neither yes nor –."),
        };
    }

    private static string[] Cells(string line) =>
        [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))];
}
