namespace Domicile.House.Tests.Sizes;

/// <summary>Files and members one step over each limit, and their neighbours on it.</summary>
internal static class SizeMistakes
{
    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            FileSizes.Length,
            Tree.Of("src/Ledger/Long.cs", Lines(301)),
            "src/Ledger/Long.cs:1: 301 lines, limit 300",
            Tree.Of("src/Ledger/Long.cs", Lines(300))),
        new(
            FileSizes.Program,
            Tree.Of("src/Cli/Program.cs", Lines(41)),
            "src/Cli/Program.cs:1: 41 lines, limit 40",
            Tree.Of("src/Cli/Program.cs", Lines(40))),
        new(
            FileSizes.Width,
            Tree.Of("src/Ledger/Wide.sql", "\n" + new string('-', 121)),
            "src/Ledger/Wide.sql:2: 121 columns, limit 120",
            Tree.Of("src/Ledger/Wide.sql", "\n" + new string('-', 120))),
        new(
            FileSizes.Folder,
            Folder(16, "cs"),
            "src/Ledger/:1: 16 .cs files, limit 15",
            Folder(15, "cs").With("src/Ledger/0001_one.sql", "")),
        new(
            MemberSizes.MethodLength,
            Tree.Of("src/Ledger/A.cs", Method(51)),
            "src/Ledger/A.cs:4: M has 51 lines, limit 50",
            Tree.Of("src/Ledger/A.cs", Method(50))),
        new(
            MemberSizes.ParameterCount,
            Tree.Of("src/Ledger/A.cs", "class A\n{\n    void M(int a, int b, int c, int d, int e) { }\n}"),
            "src/Ledger/A.cs:3: M takes 5 parameters, limit 4",
            Tree.Of(
                "src/Ledger/A.cs",
                """
                record R(int A, int B, int C, int D, int E);
                class A
                {
                    void M(int a, int b, int c, int d, CancellationToken e) { }
                    override void N(int a, int b, int c, int d, int e) { }
                }
                """)),
        new(
            MemberSizes.ParameterCount,
            Tree.Of("src/Ledger/A.cs", "class A(int a, int b, int c, int d, int e);"),
            "src/Ledger/A.cs:1: A takes 5 parameters, limit 4",
            Tree.Of("src/Ledger/A.cs", "class A(int a, int b, int c, int d, CancellationToken e);")),
        new(
            PublicTypes.One,
            Tree.Of("src/Ledger/A.cs", "public class A;\npublic enum B;"),
            "src/Ledger/A.cs:2: 2 public types, limit 1: A and B",
            Tree.Of("src/Ledger/A.Log.cs", "public class A;\nenum B;")),
        new(
            PublicTypes.One,
            Tree.Of("src/Ledger/A.cs", "\nclass B;"),
            "src/Ledger/A.cs:2: B stands in A.cs, expected B.cs",
            Tree.Of("src/Ledger/B.cs", "class B;").With("src/Ledger/Bodies.cs", "class C;\nclass D;")),
    ];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\n", count));

    private static Tree Folder(int count, string extension) =>
        Enumerable.Range(0, count).Aggregate(
            Tree.Of("README.md", ""), (tree, number) => tree.With($"src/Ledger/File{number}.{extension}", ""));

    private static string Method(int lines) =>
        $"class A\n{{\n    [Fact]\n    void M()\n    {{{Lines(lines - 2)}    }}\n}}\n";
}
