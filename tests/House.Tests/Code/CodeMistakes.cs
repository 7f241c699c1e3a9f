namespace Domicile.House.Tests.Code;

/// <summary>One of each thing that code may not hold.</summary>
internal static class CodeMistakes
{
    private const string Note = "TO" + "DO";

    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            Leftovers.Notes,
            In("class A\n{\n    // " + Note + ": later\n}"),
            $"src/Ledger/A.cs:3: says {Note}: do it, or open an issue",
            In("class A { string Text = \"" + Note + "\"; } // todos are done")),
        new(
            Leftovers.Notes,
            Tree.Of("src/Ledger/A.sql", $"select 1; -- {Note}"),
            $"src/Ledger/A.sql:1: says {Note}: do it, or open an issue",
            Tree.Of("src/Ledger/A.sql", "select 1; -- done")),
        new(
            Leftovers.Regions,
            In("class A\n{\n    #region All\n    #endregion\n}"),
            "src/Ledger/A.cs:3: a region, limit 0",
            In("class A;")),
        new(
            Catches.Empty,
            Caught("catch (IOException) { }"),
            "src/Ledger/A.cs:6: an empty catch of IOException",
            Caught("catch (IOException)\n{\n    // The folder is gone already.\n}")),
        new(
            Catches.Empty,
            Caught("catch\n{\n    // why not\n}"),
            "src/Ledger/A.cs:6: an empty catch of everything",
            Caught("catch { throw; }")),
        new(
            Catches.Swallowed,
            Caught("catch (Exception error) { return; }"),
            "src/Ledger/A.cs:6: a catch of Exception that neither throws nor reads the exception",
            Caught("catch (Exception error) { Log(error); }")),
        new(
            Banned.Clock,
            In("class A\n{\n    object Now = System.DateTime.UtcNow;\n}"),
            "src/Ledger/A.cs:3: DateTime.UtcNow: read the time from a TimeProvider",
            In("class A { object Now = time.GetUtcNow(); }")),
        new(
            Banned.Sleep,
            In("class A { void M() => Thread.Sleep(1); }"),
            "src/Ledger/A.cs:1: Thread.Sleep: wait for what you need, not for time",
            In("class A { Task M() => Task.Delay(1, time, cancellation); }")),
        new(
            Banned.Sleep,
            Tree.Of("tests/A.Tests/A.cs", "class A { Task M() => Task.Delay(1); }"),
            "tests/A.Tests/A.cs:1: Task.Delay: wait for what you need, not for time",
            Tree.Of("tests/A.Tests/A.cs", "class A { async Task M() { while (!IsDone()) await Task.Delay(1); } }")),
        new(
            Banned.AsyncVoid,
            In("class A { async void M() { } }"),
            "src/Ledger/A.cs:1: M is async void: return a Task",
            In("class A { async Task M() { } }")),
        new(
            Banned.FloatingMoney,
            Tree.Of("src/Server/A.cs", "class A { double walletBalance; }"),
            "src/Server/A.cs:1: double walletBalance: money is whole minor units or a decimal",
            Tree.Of("src/Server/A.cs", "class A { double rate; }")),
        new(
            Banned.FloatingMoney,
            In("class A { float M() => 1; }"),
            "src/Ledger/A.cs:1: float M: money is whole minor units or a decimal",
            In("class A { decimal Amount() => 1; }")),
        new(
            Types.Sealed,
            In("class A;\nrecord B;"),
            "src/Ledger/A.cs:2: B is neither sealed nor inherited from",
            In("class A;\nsealed class B : A;\nrecord struct C;\nstatic class D;")),
        new(
            Types.Summaries,
            In("// what it is\npublic sealed class A;"),
            "src/Ledger/A.cs:2: a public type without a summary",
            In("/// <summary>What it is.</summary>\npublic sealed class A;\nclass B;")),
        new(
            Names.Meaning,
            In("class OutboxManager;"),
            "src/Ledger/A.cs:1: OutboxManager: manager says nothing about it",
            In("class BasePort; class Managed; class Database;")),
        new(
            Names.Meaning,
            In("class ClientBase;"),
            "src/Ledger/A.cs:1: ClientBase: base says nothing about it",
            In("class Basis;")),
        new(
            Names.Meaning,
            Tree.Of("src/Common/A.cs", ""),
            "src/Common/A.cs:1: common says nothing about it",
            Tree.Of("src/Ledger/A.cs", "namespace Domicile.Ledger;")),
        new(
            Names.Sentences,
            In("class A { [Fact] void Test_it() { } }"),
            "src/Ledger/A.cs:1: Test_it is no sentence of 3 words or more",
            In("class A { [Fact] void It_is_tested() { } void Other() { } }")),
    ];

    private static Tree Caught(string handler) =>
        In("class A\n{\n    void M()\n    {\n        try { }\n" + handler + "    }\n}");

    private static Tree In(string text) => Tree.Of("src/Ledger/A.cs", text);
}
