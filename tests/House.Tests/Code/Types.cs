using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Code;

/// <summary>How types are declared.</summary>
internal static class Types
{
    public static readonly HouseRule Sealed = new(
        "a class is sealed unless something inherits from it",
        FindOpen);

    public static readonly HouseRule Summaries = new(
        "a public type of the product says what it is",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src")
            from type in file.TopTypes()
            where type.Modifiers.Any(SyntaxKind.PublicKeyword)
                && !type.GetLeadingTrivia().ToFullString().Contains("<summary>", StringComparison.Ordinal)
            select file.At(type, "a public type without a summary"));

    private static IEnumerable<Violation> FindOpen(Tree tree)
    {
        var parents = tree.CSharp
            .SelectMany(file => file.Nodes<BaseTypeSyntax>())
            .SelectMany(parent => parent.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            .Select(name => name.Identifier.Text)
            .ToHashSet();
        return
            from file in tree.CSharp
            from type in file.Nodes<TypeDeclarationSyntax>()
            where IsClass(type) && !IsClosed(type) && !parents.Contains(type.Identifier.Text)
            select file.At(type.Identifier, $"{type.Identifier.Text} is neither sealed nor inherited from");
    }

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax
        || (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword));

    /// <summary>The other parts of a partial type need not repeat it; the compiler keeps them together.</summary>
    private static bool IsClosed(TypeDeclarationSyntax type) =>
        type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword
            or SyntaxKind.AbstractKeyword or SyntaxKind.PartialKeyword);
}
