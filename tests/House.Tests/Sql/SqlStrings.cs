using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Sql;

/// <summary>SQL stands in files of its own, where an editor and a reader find it.</summary>
internal static partial class SqlStrings
{
    private const int ShownColumnsMax = 40;

    /// <summary>Tests may hold SQL: there a statement is read beside what it must do.</summary>
    public static readonly HouseRule None = new(
        "no SQL stands in a C# string of the product",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src", "bench", "samples")
            from text in file.Nodes<ExpressionSyntax>()
            let value = ValueOf(text)
            where value is not null && (Statement().IsMatch(value) || Clause().IsMatch(value))
            select file.At(text, $"SQL in a string: \"{Shorten(value)}\""));

    private static string? ValueOf(ExpressionSyntax text) => text switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value as string,
        InterpolatedStringExpressionSyntax parts => string.Concat(parts.Contents.Select(part =>
            part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "x")),
        _ => null,
    };

    private static string Shorten(string text)
    {
        var line = text.Trim().Split('\n')[0];
        return line.Length > ShownColumnsMax ? line[..ShownColumnsMax] + "…" : line;
    }

    /// <summary>In one case throughout, as people write SQL; "Select a region" is English.</summary>
    [GeneratedRegex(
        """
        ^\s*(
          (select|SELECT)\s+[^\s]
        | (insert\s+into|INSERT\s+INTO|delete\s+from|DELETE\s+FROM)\b
        | (update|UPDATE)\s+\S+\s+(set|SET)\b
        | (with|WITH)\s+\w+\s+(as|AS)\s*\(
        | (create|CREATE|alter|ALTER|drop|DROP)\s+((or\s+replace|OR\s+REPLACE|unique|UNIQUE)\s+)?(?i:table|role|database
            |schema|function|index|extension|publication|subscription|type|view|trigger|system)\b
        | (truncate|TRUNCATE|grant|GRANT|revoke|REVOKE|vacuum|VACUUM|analyze|ANALYZE)\s+\w+
        | (begin|BEGIN|commit|COMMIT|rollback|ROLLBACK|checkpoint|CHECKPOINT)\s*;?\s*$
        | (set|SET)\s+(local\s+|LOCAL\s+)?[\w.]+\s*(=|to\b|TO\b)
        | (copy|COPY)\s+\w.*(?i:stdin|stdout)
        | (lock|LOCK)\s+(table|TABLE)\b
        )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\n\s*(select|from|where|SELECT|FROM|WHERE|insert into|INSERT INTO)\s+\w[^.!?]*$")]
    private static partial Regex Clause();
}
