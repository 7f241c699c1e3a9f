using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Sizes;

/// <summary>A file is found by the name of its type.</summary>
internal static class PublicTypes
{
    /// <summary>
    /// A part of a type is <c>Name.Part.cs</c>. Small types of one room only may share a file: then its name says what
    /// they have in common.
    /// </summary>
    public static readonly HouseRule One = new(
        "a file has at most one public type and is named after it",
        tree => tree.CSharp.Where(file => file.Name != "Program.cs").SelectMany(Check));

    private static IEnumerable<Violation> Check(SourceFile file)
    {
        var types = file.TopTypes().ToList();
        var shown = types.Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).ToList();
        if (shown.Count > 1)
        {
            var names = string.Join(" and ", shown.Select(NameOf));
            yield return file.At(shown[1], $"{shown.Count} public types, limit 1: {names}");
        }
        else if ((shown.FirstOrDefault() ?? (types.Count == 1 ? types[0] : null)) is { } first
            && NameOf(first) != file.Name.Split('.')[0])
        {
            yield return file.At(first, $"{NameOf(first)} stands in {file.Name}, expected {NameOf(first)}.cs");
        }
    }

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        DelegateDeclarationSyntax named => named.Identifier.Text,
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        _ => "",
    };
}
