using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Repository;

/// <summary>Nothing lies about that nobody needs.</summary>
internal static class UnusedFiles
{
    /// <summary>Files that tools and people look for by their names.</summary>
    private static readonly string[] Known =
    [
        ".editorconfig", ".gitignore", "global.json", "Directory.Build.props", "Directory.Packages.props",
        "Domicile.slnx", "README.md", "LICENSE", "run",
    ];

    /// <summary>
    /// Code of the product is used by other code of the product: a test alone does not keep it alive. Used is a file of
    /// which another names a type, or an extension.
    /// </summary>
    public static readonly HouseRule Code = new(
        "every file of code is used by another",
        FindIdleCode);

    public static readonly HouseRule Others = new(
        "every other file is named by one that uses it",
        tree =>
            from path in tree.Paths
            let name = Path.GetFileName(path)
            where !IsCode(path) && !Known.Contains(name)
            where !tree.Files.Any(file => file.Path != path && file.Text.Contains(name, StringComparison.Ordinal))
            select new Violation(path, 1, "no other file names it"));

    private static bool IsCode(string path) => Path.GetExtension(path) is ".cs" or ".sql";

    private static IEnumerable<Violation> FindIdleCode(Tree tree)
    {
        var users = new Dictionary<string, HashSet<string>>();
        foreach (var file in tree.CSharp)
        {
            foreach (var name in UsedNames(file))
            {
                (users.TryGetValue(name, out var paths) ? paths : users[name] = []).Add(file.Path);
            }
        }

        return
            from file in tree.CSharp
            where !IsStart(file)
            where !OfferedNames(file).Any(name => users.TryGetValue(name, out var paths)
                && paths.Any(path => path != file.Path && Counts(file, path)))
            select file.At(1, "no other file uses it");
    }

    private static bool Counts(SourceFile file, string user) =>
        !user.StartsWith("tests/", StringComparison.Ordinal) || file.IsUnder("tests");

    private static bool IsStart(SourceFile file) =>
        file.Name == "Program.cs"
        || file.Nodes<AttributeListSyntax>().Any(list => list.Target?.Identifier.Text == "assembly")
        || file.Nodes<AttributeSyntax>().Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    /// <summary>What a file calls by name, without the names that it declares.</summary>
    private static IEnumerable<string> UsedNames(SourceFile file) =>
        file.Nodes<SimpleNameSyntax>()
            .Where(name => name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.Contains(name) != true)
            .Where(name => name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null)
            .Select(name => name.Identifier.Text);

    private static IEnumerable<string> OfferedNames(SourceFile file) =>
        file.TopTypes()
            .Select(type => type is DelegateDeclarationSyntax named
                ? named.Identifier.Text
                : ((BaseTypeDeclarationSyntax)type).Identifier.Text)
            .Concat(file.Nodes<MethodDeclarationSyntax>().Where(IsExtension).Select(method => method.Identifier.Text));

    private static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.ThisKeyword));
}
