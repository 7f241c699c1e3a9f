using System.Text.RegularExpressions;

namespace Domicile.House.Tests.Repository;

/// <summary>The pages whose every row is a promise with a test of its own.</summary>
internal static partial class TestedDocs
{
    private static readonly string[] Pages = ["docs/types.md", "docs/transactions.md"];

    public static readonly HouseRule Rows = new(
        "every row of the tables of types and transactions names a test that exists",
        tree =>
            from page in Pages.Select(tree.Find)
            where page is not null
            from row in page.Lines.Index()
            where row.Item.StartsWith('|') && !IsHeading(page, row.Index)
            let fault = FaultOf(tree, Named().Match(row.Item))
            where fault is not null
            select page.At(row.Index + 1, fault));

    // The heading of a table and the line below it, which is dashes.
    private static bool IsHeading(SourceFile page, int index) =>
        IsDashes(page.Lines[index]) || (index + 1 < page.Lines.Length && IsDashes(page.Lines[index + 1]));

    private static bool IsDashes(string line) => line.StartsWith("|--", StringComparison.Ordinal);

    private static string? FaultOf(Tree tree, Match named)
    {
        if (!named.Success)
        {
            return "the row names no test";
        }

        var (type, test) = (named.Groups["type"].Value, named.Groups["test"].Value);
        var exists = tree.CSharp.Any(file =>
            file.IsUnder("tests") && file.Name == $"{type}.cs"
            && file.Text.Contains($" {test}(", StringComparison.Ordinal));
        return exists ? null : $"there is no test {type}.{test}";
    }

    [GeneratedRegex(@"`(?<type>[A-Z]\w*Tests)\.(?<test>\w+)` \|$")]
    private static partial Regex Named();
}
