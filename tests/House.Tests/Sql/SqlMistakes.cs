namespace Domicile.House.Tests.Sql;

/// <summary>SQL in the wrong place, in the wrong form, or that nothing runs.</summary>
internal static class SqlMistakes
{
    private const string Folder = "src/Ledger/Migrations/Shard";
    private const string Loader = "class A { string Text = \"Migrations/Shard\"; }";

    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            SqlStrings.None,
            Tree.Of("src/Ledger/A.cs", "class A { string Text = \"select 1\"; }"),
            "src/Ledger/A.cs:1: SQL in a string: \"select 1\"",
            Tree.Of("src/Ledger/A.cs", "class A { string Text = \"Select a region from the list.\"; }")
                .With("tests/A.Tests/A.cs", "class A { string Text = \"select 1\"; }")),
        new(
            SqlStrings.None,
            Tree.Of("bench/A.cs", "class A { string M(string name) => $\"drop schema {name} cascade\"; }"),
            "bench/A.cs:1: SQL in a string: \"drop schema x cascade\"",
            Tree.Of("bench/A.cs", "class A { string Text = \"Users/FindUser.sql\"; }")),
        new(
            SqlFiles.Used,
            Tree.Of("src/Ledger/Users/Find.sql", "")
                .With("src/Ledger/A.cs", "class A { string Text = \"Users/Find.sql\"; }"),
            "src/Ledger/Users/Find.sql:1: no class in src/Ledger/Users/ names Find.sql",
            Tree.Of("src/Ledger/Users/Find.sql", "")
                .With("src/Ledger/Users/A.cs", "class A { string Text = \"Users/Find.sql\"; }")),
        new(
            SqlFiles.Used,
            Tree.Of("src/Ledger/BookBalances.sql", "").With("src/Ledger/A.cs", "class A { string Text = \"book\"; }"),
            "src/Ledger/BookBalances.sql:1: no class in src/Ledger/ names BookBalances.sql",
            Tree.Of("src/Ledger/BookBalances.sql", "")
                .With("src/Ledger/A.cs", "class A { string Text = \"book-balances\"; }")),
        new(
            SqlFiles.Used,
            Tree.Of("bench/Step1.sql", "").With("bench/A.cs", "class A { string M(int n) => $\"Stop{n}.sql\"; }"),
            "bench/Step1.sql:1: no class in bench/ names Step1.sql",
            Tree.Of("bench/Step1.sql", "").With("bench/A.cs", "class A { string M(int n) => $\"Step{n}.sql\"; }")),
        new(
            SqlFiles.Migrations,
            Tree.Of($"{Folder}/0001_a.sql", ""),
            $"{Folder}/0001_a.sql:1: no class of src/Ledger names Migrations/Shard",
            Tree.Of($"{Folder}/0001_a.sql", "").With("src/Ledger/A.cs", Loader)),
        new(
            SqlFiles.Migrations,
            Tree.Of($"{Folder}/0001_a.sql", "").With($"{Folder}/0003_b.sql", ""),
            $"{Folder}/0003_b.sql:1: expected number 0002 in {Folder}/",
            Tree.Of($"{Folder}/0001_a.sql", "")
                .With($"{Folder}/0002_b.sql", "")
                .With($"{Folder}/Grants.sql", "")
                .With("src/Ledger/A.cs", Loader)),
        new(
            SqlFiles.Schema,
            Tree.Of("src/Ledger/A.sql", "-- why\ncreate table a (id int);"),
            "src/Ledger/A.sql:2: changes the schema outside a numbered migration",
            Tree.Of($"{Folder}/0001_a.sql", "create table a (id int);")
                .With("src/Ledger/A.sql", "create temporary table a ();")),
        new(
            SqlFiles.LowerCase,
            Tree.Of("src/Ledger/A.sql", "SELECT 1"),
            "src/Ledger/A.sql:1: SELECT: write select",
            Tree.Of("src/Ledger/A.sql", "select 'NULL' -- after BEGIN")),
        new(
            SqlFiles.Locks,
            Tree.Of("src/Ledger/A.sql", "select 1\nfrom book\nfor update"),
            "src/Ledger/A.sql:3: a lock without a comment in the 16 lines above",
            Tree.Of("src/Ledger/A.sql", "-- The book's row keeps its counter.\nselect 1\nfrom book\nfor update")),
    ];
}
