using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Code;

/// <summary>What the language offers and the house does not take.</summary>
internal static class Banned
{
    private static readonly string[] Clocks =
        ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow"];

    private static readonly string[] MoneyWords =
        ["amount", "balance", "balances", "sum", "sums", "minimum", "money", "minor", "price", "fee", "total"];

    public static readonly HouseRule Clock = new(
        "time comes from a TimeProvider",
        tree => Accesses(tree, name => Clocks.Contains(name), "read the time from a TimeProvider"));

    /// <summary>A test may pause between two questions to another process, in a loop that the answer ends.</summary>
    public static readonly HouseRule Sleep = new(
        "no thread sleeps and no test waits for time to pass",
        tree => Accesses(tree, name => name == "Thread.Sleep", "wait for what you need, not for time")
            .Concat(
                from file in tree.CSharp
                where file.IsUnder("tests")
                from access in file.Nodes<MemberAccessExpressionSyntax>()
                where access.ToString() == "Task.Delay" && !IsBetweenQuestions(access)
                select file.At(access, "Task.Delay: wait for what you need, not for time")));

    public static readonly HouseRule AsyncVoid = new(
        "nothing is async void",
        tree =>
            from file in tree.CSharp
            from keyword in file.Syntax.DescendantTokens()
            where keyword.IsKind(SyntaxKind.AsyncKeyword)
            let name = keyword.Parent switch
            {
                MethodDeclarationSyntax method when IsVoid(method.ReturnType) => method.Identifier.Text,
                LocalFunctionStatementSyntax function when IsVoid(function.ReturnType) => function.Identifier.Text,
                _ => null,
            }
            where name is not null
            select file.At(keyword, $"{name} is async void: return a Task"));

    /// <summary>In the ledger no such number stands at all; elsewhere none that is named after money.</summary>
    public static readonly HouseRule FloatingMoney = new(
        "money is never a floating number",
        tree =>
            from file in tree.CSharp
            where !file.IsUnder("tests")
            from type in file.Nodes<PredefinedTypeSyntax>()
            where type.Keyword.Kind() is SyntaxKind.DoubleKeyword or SyntaxKind.FloatKeyword
            where file.IsUnder("src/Ledger") || Words.Of(NameBeside(type)).Intersect(MoneyWords).Any()
            select file.At(type, $"{type.Keyword.Text} {NameBeside(type)}: money is whole minor units or a decimal"));

    private static IEnumerable<Violation> Accesses(Tree tree, Func<string, bool> isBanned, string advice) =>
        from file in tree.CSharp
        from access in file.Nodes<MemberAccessExpressionSyntax>()
        let name = $"{access.Expression.ToString().Split('.')[^1]}.{access.Name.Identifier.Text}"
        where isBanned(name)
        select file.At(access, $"{name}: {advice}");

    private static bool IsBetweenQuestions(MemberAccessExpressionSyntax delay) =>
        delay.Ancestors().OfType<WhileStatementSyntax>().FirstOrDefault() is { } loop
        && !loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression);

    private static bool IsVoid(TypeSyntax type) => type.ToString() == "void";

    private static string NameBeside(PredefinedTypeSyntax type) =>
        type.Ancestors().Select(node => NameOf(node, type)).FirstOrDefault(name => name is not null) ?? "";

    private static string? NameOf(SyntaxNode node, PredefinedTypeSyntax type) => node switch
    {
        VariableDeclarationSyntax variable => variable.Variables[0].Identifier.Text,
        ParameterSyntax parameter => parameter.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        MethodDeclarationSyntax method when method.ReturnType.Contains(type) => method.Identifier.Text,
        _ => null,
    };
}
