using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Code;

/// <summary>No exception disappears.</summary>
internal static class Catches
{
    /// <summary>
    /// An empty block may stand only after one named exception, and with a comment in it that says why nothing is lost.
    /// </summary>
    public static readonly HouseRule Empty = new(
        "no catch is empty without its reason",
        tree =>
            from file in tree.CSharp
            from caught in file.Nodes<CatchClauseSyntax>()
            where caught.Block.Statements.Count == 0 && (IsForAll(caught) || !HasReason(caught))
            select file.At(caught, $"an empty catch of {NameOf(caught)}"));

    /// <summary>Whoever catches everything throws it on, looks at it, or filters it with <c>when</c>.</summary>
    public static readonly HouseRule Swallowed = new(
        "a catch of every exception does something with it",
        tree =>
            from file in tree.CSharp
            from caught in file.Nodes<CatchClauseSyntax>()
            where IsForAll(caught) && caught.Filter is null && !IsUsed(caught)
            select file.At(caught, $"a catch of {NameOf(caught)} that neither throws nor reads the exception"));

    private static bool IsForAll(CatchClauseSyntax caught) =>
        caught.Declaration?.Type.ToString() is null or "Exception" or "System.Exception";

    private static bool HasReason(CatchClauseSyntax caught) =>
        caught.Block.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

    private static bool IsUsed(CatchClauseSyntax caught) =>
        caught.Block.DescendantNodes().Any(node => node switch
        {
            ThrowStatementSyntax or ThrowExpressionSyntax => true,
            IdentifierNameSyntax name => name.Identifier.Text == caught.Declaration?.Identifier.Text,
            _ => false,
        });

    private static string NameOf(CatchClauseSyntax caught) => caught.Declaration?.Type.ToString() ?? "everything";
}
