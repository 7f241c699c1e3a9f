using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Repository;

/// <summary>What a user can meet stands in the reference: commands, options, problems, environment variables.</summary>
internal static class References
{
    private const string Commands = "docs/reference/cli.md";
    private const string Problems = "docs/reference/problems.md";
    private const string Invariants = "docs/reference/invariants.md";
    private const string Settings = "docs/reference/configuration.md";

    public static readonly HouseRule Cli = new(
        $"every command and option stands in {Commands}",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src/Cli")
            from made in file.Syntax.DescendantNodes()
            from name in Texts(CommandOrOption(made)).Take(1)
            where name != "./domicile" && !Says(tree, Commands, name)
            select file.At(made, $"{name} does not stand in {Commands}"));

    public static readonly HouseRule ProblemTypes = new(
        $"every problem stands in {Problems} with its status",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src/Server/Problems")
            from made in file.Nodes<BaseObjectCreationExpressionSyntax>()
            where TypeOf(made) == "ProblemType" && made.ArgumentList?.Arguments.Count >= 2
            let row = $"| `{Texts(made.ArgumentList).First()}` | {made.ArgumentList!.Arguments[1]} |"
            where !Says(tree, Problems, row)
            select file.At(made, $"{Problems} has no row {row}"));

    public static readonly HouseRule Promises = new(
        $"every invariant stands in {Invariants}",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src/Ledger")
            from made in file.Nodes<BaseObjectCreationExpressionSyntax>()
            where TypeOf(made) is "Invariant" or "IReadOnlyList"
            from name in Texts(made.ArgumentList).Take(1)
            where name.Contains('-') && !Says(tree, Invariants, $"| `{name}` |")
            select file.At(made, $"{name} does not stand in {Invariants}"));

    public static readonly HouseRule Variables = new(
        $"every environment variable stands in {Settings}",
        tree =>
            from file in tree.CSharp
            where file.IsUnder("src", "bench")
            from call in file.Nodes<InvocationExpressionSyntax>()
            where call.Expression.ToString().EndsWith("GetEnvironmentVariable", StringComparison.Ordinal)
            from name in Texts(call.ArgumentList).Take(1)
            where !Says(tree, Settings, name)
            select file.At(call, $"{name} does not stand in {Settings}"));

    /// <summary>The arguments with which a command or an option is made; nothing for any other node.</summary>
    private static ArgumentListSyntax? CommandOrOption(SyntaxNode node) => node switch
    {
        BaseObjectCreationExpressionSyntax made
            when TypeOf(made) is "Command" or "ExampledCommand" or "Option" => made.ArgumentList,
        InvocationExpressionSyntax call when call.Expression.ToString() == "NumberOption.Create" => call.ArgumentList,
        _ => null,
    };

    /// <summary>The type that is made, also where only the field or property beside it names it.</summary>
    private static string TypeOf(BaseObjectCreationExpressionSyntax made)
    {
        var type = made is ObjectCreationExpressionSyntax named
            ? named.Type
            : made.Ancestors().Select(DeclaredType).FirstOrDefault(declared => declared is not null);
        return type is SimpleNameSyntax name ? name.Identifier.Text : "";
    }

    private static TypeSyntax? DeclaredType(SyntaxNode node) => node switch
    {
        VariableDeclarationSyntax variable => variable.Type,
        PropertyDeclarationSyntax property => property.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        _ => null,
    };

    private static IEnumerable<string> Texts(ArgumentListSyntax? arguments) =>
        (arguments?.Arguments ?? [])
            .Select(argument => argument.Expression)
            .OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => literal.Token.ValueText);

    private static bool Says(Tree tree, string page, string text) =>
        tree.Find(page)?.Text.Contains(text, StringComparison.Ordinal) == true;
}
