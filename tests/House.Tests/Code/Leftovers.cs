using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Domicile.House.Tests.Code;

/// <summary>What a writer leaves behind for later, and what hides code from a reader.</summary>
internal static partial class Leftovers
{
    public static readonly HouseRule Notes = new(
        "nothing is left to do in a comment",
        tree => tree.Files
            .Where(file => file.IsCode)
            .SelectMany(file => file.IsCSharp ? InCSharp(file) : InLines(file)));

    public static readonly HouseRule Regions = new(
        "no code is folded away in a region",
        tree =>
            from file in tree.CSharp
            from trivia in file.Syntax.DescendantTrivia()
            where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
            select file.At(trivia.Span, "a region, limit 0"));

    private static IEnumerable<Violation> InCSharp(SourceFile file) =>
        from trivia in file.Syntax.DescendantTrivia()
        where trivia.ToFullString() is { Length: > 3 } text && text.TrimStart().StartsWith('/') && Note().IsMatch(text)
        from note in Note().Matches(trivia.ToFullString())
        select file.At(file.LineOf(trivia.FullSpan.Start + note.Index), $"says {note.Value}: do it, or open an issue");

    private static IEnumerable<Violation> InLines(SourceFile file) =>
        from line in file.Lines.Index()
        from note in Note().Matches(line.Item)
        select file.At(line.Index + 1, $"says {note.Value}: do it, or open an issue");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Note();
}
