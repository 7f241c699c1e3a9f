using System.Text.Json;
using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Bench;

/// <summary>
/// The benchmarks of the books as a person would start them, for a second each: that they run to their end, with the
/// rights and the schema of today. What they measure is nothing to be tested.
/// </summary>
public sealed class BenchCommandTests
{
    [Fact]
    public async Task Transfers_are_measured_beside_a_two_phase_commit_that_survives_a_kill()
    {
        var report = await MeasureAsync("transfers --cross 50 --rounds 1 --seconds 1");

        var rows = report.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(
            ["ledger full", "ledger half", "two-phase full"],
            rows.Select(row => $"{Text(row, "rival")} {Text(row, "load")}").Order());
        Assert.All(rows, row => Assert.True(row.GetProperty("transfersPerSecond").GetInt64() > 0));
        var killed = report.GetProperty("killed");
        Assert.True(killed.GetProperty("acknowledged").GetInt64() > 0);
        Assert.True(killed.GetProperty("isSafe").GetBoolean());
        Assert.Equal(killed.GetProperty("debits").GetInt64(), killed.GetProperty("credits").GetInt64());
    }

    [Fact]
    public async Task The_ledger_is_measured_beside_a_textbook_and_one_call_each()
    {
        var report = await MeasureAsync("ledger --callers 4 --rounds 1 --seconds 1");

        var rows = report.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["ledger", "one call", "textbook"], rows.Select(row => Text(row, "rival")).Order());
        Assert.All(rows, row => Assert.True(row.GetProperty("transfersPerSecond").GetInt64() > 0));
        Assert.Equal("on", Text(report.GetProperty("settings"), "synchronous_commit"));
    }

    [Fact]
    public async Task The_outbox_is_measured_to_the_centre_under_a_held_snapshot_and_a_held_writer()
    {
        var report = await MeasureAsync("outbox --rows 10000 --rounds 1 --seconds 1 --held-snapshot 1 --held-writer 3");

        Assert.True(report.GetProperty("rowsPerSecond").GetInt64() > 0);
        Assert.True(report.GetProperty("rivalRowsPerSecond").GetInt64() > 0);
        Assert.True(report.GetProperty("heldSnapshot").GetProperty("heldRowsPerSecond").GetInt64() > 0);
        var holder = Text(report.GetProperty("heldWriter"), "heldBackBy");
        Assert.StartsWith("domicile-bench holder", holder, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> MeasureAsync(string arguments)
    {
        using var run = await CommandRun.RunAsync(["bench", .. arguments.Split(' '), "--json"]);

        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
