using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Domicile.House.Tests.Arrows;

/// <summary>What the <c>using</c> lines and full names in the code say about who knows whom.</summary>
internal static class UsingArrows
{
    private static readonly (string Space, string[] Rooms)[] Guests =
    [
        ("Amazon", ["Aws", "Aws.Tests", "Infrastructure", "Infrastructure.Tests"]),
        ("Microsoft.AspNetCore", ["Server", "Sandbox", "Server.Tests"]),
        ("Microsoft.Extensions.DependencyInjection", ["Server", "Server.Tests"]),
        ("Spectre.Console", ["Cli", "Cli.Tests"]),
        ("System.CommandLine", ["Cli", "Cli.Tests"]),
        ("Xunit", ["Testing"]),
    ];

    public static readonly HouseRule Ours = new(
        "code names only the rooms below its own",
        tree =>
            from name in Names(tree)
            let other = Rooms.OfName(name.Text)
            where other is not null && !Rooms.MayKnow(name.Room, other)
            select name.File.At(name.Node, $"{name.Room} must not know {name.Text}"));

    public static readonly HouseRule Others = new(
        "a library is named only in the rooms that it was taken in for",
        tree =>
            from name in Names(tree)
            from guest in Guests
            where IsIn(name.Text, guest.Space) && !guest.Rooms.Contains(name.Room)
            where guest.Space != "Xunit" || !name.Room.EndsWith(".Tests", StringComparison.Ordinal)
            select name.File.At(name.Node, $"{name.Room} must not know {guest.Space}"));

    /// <summary>Only the framework and PostgreSQL's driver.</summary>
    public static readonly HouseRule Sharding = new(
        "Sharding names the framework, Npgsql and itself",
        tree =>
            from name in Names(tree)
            where name.Room == "Sharding" && name.Node.Parent is UsingDirectiveSyntax
            where name.Text.Split('.')[0] is not "System" and not "Npgsql" and not "NpgsqlTypes" and not "Domicile"
            select name.File.At(name.Node, $"Sharding must not know {name.Text}"));

    private static bool IsIn(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static IEnumerable<(SourceFile File, string Room, SyntaxNode Node, string Text)> Names(Tree tree) =>
        from file in tree.CSharp
        let room = Rooms.Of(file.Path)
        where room is not null
        from node in file.Syntax.DescendantNodes(node => !IsFullName(node))
        where IsFullName(node)
        select (file, room, node, node.ToString());

    private static bool IsFullName(SyntaxNode node) =>
        (node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.ToString().Contains('.'))
        || node is IdentifierNameSyntax { Parent: UsingDirectiveSyntax };
}
