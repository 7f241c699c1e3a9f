namespace Domicile.House.Tests.Repository;

/// <summary>Files that are in the wrong form, lead nowhere or are true on one machine only.</summary>
internal static class RepositoryMistakes
{
    private const string Versions = "Directory.Packages.props";
    private const string Reasons = "docs/decisions/0002-packages.md";
    private const string Pinned = "<PackageVersion Include=\"A.B\" Version=\"1.0.0\" />";
    private const string Strict = "#!/usr/bin/env bash\n# What it does.\n\nset -euo pipefail\n";

    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            Packages.Exact,
            Tree.Of(Versions, "\n<PackageVersion Include=\"A\" Version=\"10.*\" />"),
            $"{Versions}:2: version 10.*: expected an exact one, in {Versions}",
            Tree.Of(Versions, "<PackageVersion Include=\"A\" Version=\"10.0.1-rc.1\" />")),
        new(
            Packages.Exact,
            Tree.Of("src/A/A.csproj", "<PackageReference Include=\"A\" Version=\"1.0.0\" />"),
            $"src/A/A.csproj:1: version 1.0.0: expected an exact one, in {Versions}",
            Tree.Of("src/A/A.csproj", "<PackageReference Include=\"A\" />")),
        new(
            Packages.Explained,
            Tree.Of(Versions, Pinned).With(Reasons, "A"),
            $"{Versions}:1: A.B is not explained in {Reasons}",
            Tree.Of(Versions, Pinned).With(Reasons, "A.B")),
        new(
            Packages.Used,
            Tree.Of(Versions, Pinned).With("a.csproj", "<PackageReference Include=\"A\" />"),
            $"{Versions}:1: no project refers to A.B",
            Tree.Of(Versions, Pinned).With("a.csproj", "<PackageReference Include=\"A.B\" />")),
        new(
            Packages.Hosts,
            Tree.Of("a.json", "{ \"resolved\": \"https:" + "//example.org/a-1.0.tgz\" }"),
            "a.json:1: names https:" + "//example.org/a-1.0.tgz",
            Tree.Of("a.json", "{ \"resolved\": \"https://example.org/\" }")),
        new(
            Packages.Hosts,
            Tree.Of("docs/a.md", "\nfrom nuget" + ".org"),
            "docs/a.md:2: names nuget" + ".org",
            Tree.Of("docs/a.md", "from NuGet")),
        new(
            Scripts.Strict,
            Tree.Of("README.md", "").With("run", "#!/bin/sh\nset -euo pipefail\n", isExecutable: true),
            "run:1: #!/bin/sh: expected #!/usr/bin/env bash",
            Tree.Of("README.md", "").With("run", Strict, isExecutable: true)),
        new(
            Scripts.Strict,
            Tree.Of("README.md", "").With("run", "#!/usr/bin/env bash\n\necho one\n", isExecutable: true),
            "run:3: the first command is \"echo one\", expected set -euo pipefail",
            Tree.Of("README.md", "").With("run", Strict, isExecutable: true)),
        new(
            Scripts.Strict,
            Tree.Of("a.sh", Strict),
            "a.sh:1: is not executable",
            Tree.Of("README.md", "").With("a.sh", Strict, isExecutable: true)),
        new(
            TestedDocs.Rows,
            Tree.Of("docs/types.md", "| a | test |\n|---|---|\n| b | `ATests.It_is_so` |")
                .With("tests/A/ATests.cs", "public void It_is_not_so() { }"),
            "docs/types.md:3: there is no test ATests.It_is_so",
            Tree.Of("docs/types.md", "| a | test |\n|---|---|\n| b | `ATests.It_is_so` |")
                .With("tests/A/ATests.cs", "public void It_is_so() { }")),
        new(
            TestedDocs.Rows,
            Tree.Of("docs/transactions.md", "| a | test |\n|---|---|\n| b | |"),
            "docs/transactions.md:3: the row names no test",
            Tree.Of("docs/a.md", "| a | test |\n|---|---|\n| b | |")),
        new(
            Docs.Links,
            Tree.Of("docs/a.md", "See [b](b.md)."),
            "docs/a.md:1: b.md: no such file",
            Tree.Of("docs/a.md", "See [b](../b.md), [c](#c-is-it), [d](https://example.org).\n## C, is it?")
                .With("b.md", "")),
        new(
            Docs.Links,
            Tree.Of("docs/a.md", "\nSee [b](b.md#one).").With("docs/b.md", "```\n# one\n```"),
            "docs/a.md:2: b.md#one: no such heading",
            Tree.Of("docs/a.md", "See [b](b.md#one).").With("docs/b.md", "# One")),
        new(
            Docs.Reachable,
            Tree.Of("README.md", "[a](docs/a.md)").With("docs/a.md", "").With("docs/b.md", "[a](a.md)"),
            "docs/b.md:1: no link leads here from README.md",
            Tree.Of("README.md", "[a](docs/a.md)").With("docs/a.md", "[b](b.md)").With("docs/b.md", "")),
        new(
            Docs.MachinePaths,
            Tree.Of("docs/a.md", "Look into /tmp" + "/domicile-1."),
            "docs/a.md:1: names /tmp" + "/domicile-1.",
            Tree.Of("docs/a.md", "Look into .domicile/logs and /usr/lib/postgresql.")),
        new(
            Docs.MachinePaths,
            Tree.Of("src/A.cs", "\n// in /work" + "/main"),
            "src/A.cs:2: names /work" + "/main",
            Tree.Of("src/A.cs", "// a socket in /tmp" + "/x, at work/main")),
        new(
            References.Cli,
            Tree.Of("src/Cli/A.cs", "class A\n{\n    Option<bool> All = new(\"--all\");\n}"),
            "src/Cli/A.cs:3: --all does not stand in docs/reference/cli.md",
            Tree.Of("src/Cli/A.cs", "class A { Option<bool> All = new(\"--all\"); object Other = new(\"--x\"); }")
                .With("docs/reference/cli.md", "| `--all` |")),
        new(
            References.Cli,
            Tree.Of("src/Cli/A.cs", "class A { object All = NumberOption.Create(\"--lines\", 1, 2); }"),
            "src/Cli/A.cs:1: --lines does not stand in docs/reference/cli.md",
            Tree.Of("src/Cli/A.cs", "class A { object All = new ExampledCommand(\"up\"); }")
                .With("docs/reference/cli.md", "### up")),
        new(
            References.ProblemTypes,
            Tree.Of("src/Server/Problems/A.cs", "class A { ProblemType T = new(\"too-odd\", 422, \"\"); }")
                .With("docs/reference/problems.md", "| `too-odd` | 400 |"),
            "src/Server/Problems/A.cs:1: docs/reference/problems.md has no row | `too-odd` | 422 |",
            Tree.Of("src/Server/Problems/A.cs", "class A { ProblemType T = new(\"too-odd\", 422, \"\"); }")
                .With("docs/reference/problems.md", "| `too-odd` | 422 |")),
        new(
            References.Promises,
            Tree.Of("src/Ledger/A.cs", "class A\n{\n    Invariant One = new(\"books-odd\", \"Odd.\");\n}"),
            "src/Ledger/A.cs:3: books-odd does not stand in docs/reference/invariants.md",
            Tree.Of("src/Ledger/A.cs", "class A { Invariant One = new(\"books-odd\", \"Odd.\"); }")
                .With("docs/reference/invariants.md", "| `books-odd` | odd |")),
        new(
            References.Variables,
            Tree.Of("src/A.cs", "class A { object? O = Environment.GetEnvironmentVariable(\"ODD\"); }"),
            "src/A.cs:1: ODD does not stand in docs/reference/configuration.md",
            Tree.Of("src/A.cs", "class A { object? O = Environment.GetEnvironmentVariable(\"ODD\"); }")
                .With("docs/reference/configuration.md", "| `ODD` |")),
        new(
            UnusedFiles.Code,
            Tree.Of("src/A.cs", "class A;")
                .With("src/B.cs", "class B { A? a; }")
                .With("tests/A.Tests/T.cs", "class T { B b; [Fact] void M() { } }"),
            "src/B.cs:1: no other file uses it",
            Tree.Of("src/A.cs", "class A;").With("src/Program.cs", "new A();")),
        new(
            UnusedFiles.Others,
            Tree.Of("data/a.csv", "").With("README.md", "Read a.txt."),
            "data/a.csv:1: no other file names it",
            Tree.Of("data/a.csv", "").With("README.md", "Read a.csv.")),
    ];
}
