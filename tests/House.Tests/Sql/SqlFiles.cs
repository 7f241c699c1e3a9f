using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Domicile.House.Tests.Code;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Sql;

/// <summary>Where files of SQL stand and how they are written.</summary>
internal static partial class SqlFiles
{
    private const int LinesToReasonMax = 16;
    private static readonly string[] Grants = ["Grants.sql", "WorkGrants.sql"];

    /// <summary>
    /// By its name, or in words as invariants are named: <c>book-balances</c> for <c>BookBalances.sql</c>. A migration,
    /// and what its folder grants, is used when code of its project names the folder.
    /// </summary>
    public static readonly HouseRule Used = new(
        "a file of SQL stands beside the class that runs it",
        tree =>
            from file in tree.Files
            where file.IsSql && !IsMigration(file) && !file.IsUnder("tests")
            let words = string.Join('-', Words.Of(Path.GetFileNameWithoutExtension(file.Name)))
            where !Literals(tree, file.Folder).Any(text => text == words || Ends($"/{text}", $"/{file.Name}"))
            select file.At(1, $"no class in {file.Folder}/ names {file.Name}"));

    public static readonly HouseRule Migrations = new(
        "migrations are loaded by code and numbered without gaps",
        tree =>
            from folder in tree.Files.Where(IsMigration).GroupBy(file => file.Folder)
            from violation in CheckFolder(tree, folder.Key, [.. folder])
            select violation);

    public static readonly HouseRule Schema = new(
        "a schema changes in a numbered migration only",
        tree =>
            from file in tree.Files
            where file.IsSql && !IsMigration(file) && !file.IsUnder("tests")
            from line in Code(file)
            where Definition().IsMatch(line.Text)
            select file.At(line.Number, "changes the schema outside a numbered migration"));

    public static readonly HouseRule LowerCase = new(
        "SQL is written in lower case",
        tree =>
            from file in tree.Files
            where file.IsSql
            from line in Code(file)
            from word in Keyword().Matches(line.Text)
            select file.At(line.Number, $"{word.Value}: write {word.Value.ToLowerInvariant()}"));

    public static readonly HouseRule Locks = new(
        "a lock in SQL has its reason beside it",
        tree =>
            from file in tree.Files
            where file.IsSql
            from line in Code(file)
            where Lock().IsMatch(line.Text) && !HasReason(file, line.Number)
            select file.At(line.Number, $"a lock without a comment in the {LinesToReasonMax} lines above"));

    private static bool IsMigration(SourceFile file) =>
        file.IsSql && (char.IsAsciiDigit(file.Name[0]) || Grants.Contains(file.Name));

    /// <summary>The strings in a folder's code; the holes of an interpolated one are stars.</summary>
    private static IEnumerable<string> Literals(Tree tree, string folder) =>
        tree.CSharp
            .Where(file => file.Folder == folder)
            .SelectMany(file => file.Nodes<ExpressionSyntax>())
            .Select(text => text switch
            {
                LiteralExpressionSyntax literal => literal.Token.Value as string,
                InterpolatedStringExpressionSyntax parts => string.Concat(parts.Contents.Select(part =>
                    part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "*")),
                _ => null,
            })
            .OfType<string>();

    private static bool Ends(string text, string name) =>
        FileSystemName.MatchesSimpleExpression("*" + text[text.LastIndexOf('/')..], name, ignoreCase: false);

    private static IEnumerable<Violation> CheckFolder(Tree tree, string folder, IReadOnlyList<SourceFile> files)
    {
        var project = string.Join('/', folder.Split('/').Take(2));
        var isNamed = tree.CSharp
            .Where(file => file.IsUnder(project))
            .Any(file => Literals(tree, file.Folder).Any(text => text.Length > 0 && folder == $"{project}/{text}"));
        if (!isNamed)
        {
            yield return files[0].At(1, $"no class of {project} names {folder[(project.Length + 1)..]}");
        }

        var numbered = files.Where(file => !Grants.Contains(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        foreach (var (index, file) in numbered.Index())
        {
            if (!file.Name.StartsWith($"{index + 1:0000}_", StringComparison.Ordinal))
            {
                yield return file.At(1, $"expected number {index + 1:0000} in {folder}/");
            }
        }
    }

    private static IEnumerable<(int Number, string Text)> Code(SourceFile file) =>
        file.Lines.Index().Select(line => (line.Index + 1, Quoted().Replace(line.Item, "").Split("--")[0]));

    private static bool HasReason(SourceFile file, int line) =>
        file.Lines
            .Take(line)
            .TakeLast(LinesToReasonMax + 1)
            .Any(text => text.Contains("--", StringComparison.Ordinal));

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^\s*(create\s+((or\s+replace|unique)\s+)?(table|function|schema|index|type|view|trigger)|alter\s+table)\b")]
    private static partial Regex Definition();

    [GeneratedRegex(
        @"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|CREATE|ALTER|TABLE|BEGIN|AND|OR|NOT|NULL|JOIN|RETURNING|VALUES)\b")]
    private static partial Regex Keyword();

    [GeneratedRegex(
        @"\bfor\s+(no\s+key\s+)?(update|share)\b|\bfor\s+key\s+share\b|\block\s+table\b|\bpg_(try_)?advisory")]
    private static partial Regex Lock();
}
