using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Code;

/// <summary>What things may be called.</summary>
internal static class Names
{
    private const int TestWordsMin = 3;

    private static readonly string[] Empty =
    [
        "manager", "managers", "helper", "helpers", "util", "utils", "utility", "utilities", "impl", "dto", "dtos",
        "common",
    ];

    /// <summary>A base may stand in a name, such as <c>BasePort</c>, but not end a type's.</summary>
    public static readonly HouseRule Meaning = new(
        "no type, folder or namespace has a name that says nothing",
        tree => tree.CSharp.SelectMany(file => Types(file).Concat(Spaces(file)))
            .Concat(tree.Paths.SelectMany(Folders)));

    public static readonly HouseRule Sentences = new(
        "a test is named as a sentence",
        tree =>
            from file in tree.CSharp
            from method in file.Nodes<MethodDeclarationSyntax>()
            where IsTest(method) && !IsSentence(method.Identifier.Text)
            let name = method.Identifier.Text
            select file.At(method.Identifier, $"{name} is no sentence of {TestWordsMin} words or more"));

    private static IEnumerable<Violation> Types(SourceFile file) =>
        from type in file.Nodes<MemberDeclarationSyntax>()
        let name = (type as BaseTypeDeclarationSyntax)?.Identifier ?? (type as DelegateDeclarationSyntax)?.Identifier
        where name is not null
        let words = Words.Of(name.Value.Text).ToList()
        from word in words.Intersect(Empty).Concat(words.TakeLast(1).Intersect(["base"]))
        select file.At(name.Value, $"{name.Value.Text}: {word} says nothing about it");

    private static IEnumerable<Violation> Spaces(SourceFile file) =>
        from space in file.Nodes<BaseNamespaceDeclarationSyntax>()
        from word in Words.Of(space.Name.ToString()).Intersect(Empty)
        select file.At(space.Name, $"{space.Name}: {word} says nothing about it");

    private static IEnumerable<Violation> Folders(string path) =>
        from word in Words.Of(path).Intersect(Empty)
        select new Violation(path, 1, $"{word} says nothing about it");

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static bool IsSentence(string name) =>
        char.IsUpper(name[0])
        && name.Split('_') is { Length: >= TestWordsMin } words
        && words.All(word => word.Length > 0);
}
