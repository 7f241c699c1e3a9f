namespace Domicile.House.Tests.Arrows;

/// <summary>Arrows that the house does not draw.</summary>
internal static class ArrowMistakes
{
    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            ProjectArrows.References,
            Tree.Of("src/Sharding/Domicile.Sharding.csproj", Project("../Ledger/Domicile.Ledger.csproj")),
            "src/Sharding/Domicile.Sharding.csproj:2: Sharding must not know Ledger",
            Tree.Of("src/Ledger/Domicile.Ledger.csproj", Project("../Sharding/Domicile.Sharding.csproj"))),
        new(
            ProjectArrows.References,
            Tree.Of("src/Cli/Domicile.Cli.csproj", Project("../Server/Domicile.Server.csproj")),
            "src/Cli/Domicile.Cli.csproj:2: Cli must not know Server",
            Tree.Of(
                "src/Cli/Domicile.Cli.csproj",
                Project("../Server/Domicile.Server.csproj\" ReferenceOutputAssembly=\"false"))),
        new(
            ProjectArrows.Packages,
            Tree.Of("src/Sharding/Domicile.Sharding.csproj", Package("Dapper")),
            "src/Sharding/Domicile.Sharding.csproj:2: Sharding must not need Dapper",
            Tree.Of("src/Sharding/Domicile.Sharding.csproj", Package("Npgsql"))),
        new(
            ProjectArrows.Solution,
            Tree.Of("src/Aws/Domicile.Aws.csproj", "<Project />"),
            "src/Aws/Domicile.Aws.csproj:1: src/Aws/Domicile.Aws.csproj is not in Domicile.slnx",
            Tree.Of("src/Aws/Domicile.Aws.csproj", "<Project />")
                .With("Domicile.slnx", "<Project Path=\"src/Aws/Domicile.Aws.csproj\" />")),
        new(
            UsingArrows.Ours,
            Tree.Of("src/Ledger/A.cs", "\nusing Domicile.Local.Nodes;"),
            "src/Ledger/A.cs:2: Ledger must not know Domicile.Local.Nodes",
            Tree.Of("tests/Ledger.Tests/A.cs", "using Domicile.Ledger.A; using Domicile.Testing;")),
        new(
            UsingArrows.Ours,
            Tree.Of("src/Cli/A.cs", "class A { object O = Domicile.Server.Program.Name; }"),
            "src/Cli/A.cs:1: Cli must not know Domicile.Server.Program.Name",
            Tree.Of("src/Cli/A.cs", "class A { object O = Domicile.Bench.Runs.Name; }")),
        new(
            UsingArrows.Ours,
            Tree.Of("tests/Sharding.Tests/A.cs", "using Domicile.Ledger;"),
            "tests/Sharding.Tests/A.cs:1: Sharding.Tests must not know Domicile.Ledger",
            Tree.Of("tests/Sharding.Tests/A.cs", "using Domicile.Sharding.Map; using Domicile.Local.Nodes;")),
        new(
            UsingArrows.Others,
            Tree.Of("src/Local/A.cs", "using Microsoft.Extensions.DependencyInjection;"),
            "src/Local/A.cs:1: Local must not know Microsoft.Extensions.DependencyInjection",
            Tree.Of("src/Server/A.cs", "using Microsoft.Extensions.DependencyInjection;")
                .With("tests/Ledger.Tests/A.cs", "using Xunit;")),
        new(
            UsingArrows.Sharding,
            Tree.Of("src/Sharding/A.cs", "using Dapper;"),
            "src/Sharding/A.cs:1: Sharding must not know Dapper",
            Tree.Of("src/Sharding/A.cs", "using System.Text; using Npgsql; using NpgsqlTypes; using System;")),
        new(
            ShardingWords.Innocent,
            Tree.Of("src/Sharding/A.cs", "// Splits users\nclass UserAccounts;"),
            "src/Sharding/A.cs:2: speaks of accounts",
            Tree.Of("src/Sharding/A.cs", "// Balanced and accountable\nclass User;")),
    ];

    private static string Package(string name) => $"<Project>\n<PackageReference Include=\"{name}\" /></Project>";

    private static string Project(string reference) =>
        $"<Project><ItemGroup>\n<ProjectReference Include=\"{reference}\" /></ItemGroup></Project>";
}
