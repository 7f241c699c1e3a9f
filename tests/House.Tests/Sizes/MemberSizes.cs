using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Sizes;

/// <summary>How long a method may be and how much it may ask for.</summary>
internal static class MemberSizes
{
    private const int MethodLinesMax = 50;
    private const int ParametersMax = 4;

    /// <summary>Counted from the signature to the closing brace, without attributes and comments above it.</summary>
    public static readonly HouseRule MethodLength = new(
        $"a method has at most {MethodLinesMax} lines",
        tree =>
            from file in tree.CSharp
            from member in file.Syntax.DescendantNodes()
            where member is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            let lines = LineCount(file, member)
            where lines > MethodLinesMax
            select file.At(FirstToken(member), $"{NameOf(member)} has {lines} lines, limit {MethodLinesMax}"));

    /// <summary>
    /// Not counted: a CancellationToken, the receiver of an extension, and the parameters of a record, which are the
    /// fields of its data. Not asked: an override, a function of the system's library and an explicit implementation,
    /// whose signatures somebody else decided, and a theory, whose parameters are the columns of its table.
    /// </summary>
    public static readonly HouseRule ParameterCount = new(
        $"nothing takes more than {ParametersMax} parameters besides the CancellationToken",
        tree =>
            from file in tree.CSharp
            from list in file.Nodes<ParameterListSyntax>()
            where list.Parent is { } owner && IsOurs(owner)
            let count = list.Parameters.Count(IsCounted)
            where count > ParametersMax
            select file.At(list, $"{NameOf(list.Parent!)} takes {count} parameters, limit {ParametersMax}"));

    private static int LineCount(SourceFile file, SyntaxNode member) =>
        file.LineOf(member.Span.End - 1) - file.LineOf(FirstToken(member).SpanStart) + 1;

    private static SyntaxToken FirstToken(SyntaxNode member) =>
        member.ChildNodesAndTokens()
            .First(child => !child.IsKind(SyntaxKind.AttributeList)) is var first && first.IsToken
                ? first.AsToken()
                : first.AsNode()!.GetFirstToken();

    private static bool IsOurs(SyntaxNode owner) => owner switch
    {
        RecordDeclarationSyntax => false,
        MethodDeclarationSyntax method => method.ExplicitInterfaceSpecifier is null
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            && !method.Modifiers.Any(SyntaxKind.ExternKeyword)
            && !HasAttribute(method, "LibraryImport")
            && !HasAttribute(method, "Theory"),
        _ => true,
    };

    private static bool HasAttribute(MethodDeclarationSyntax method, string name) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == name);

    private static bool IsCounted(ParameterSyntax parameter) =>
        parameter.Type?.ToString() is not "CancellationToken" and not "CancellationToken?"
        && !parameter.Modifiers.Any(SyntaxKind.ThisKeyword);

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        OperatorDeclarationSyntax sign => $"operator {sign.OperatorToken.Text}",
        _ => "a lambda",
    };
}
