using Domicile.Cli.Tests.Import;

namespace Domicile.Cli.Tests.Commands;

[Collection("small world")]
public sealed class ImportCommandTests(SmallWorld world)
{
    private const string CountOfTransfers =
        "select count(*) from ledger.transfer where asset = 'CZK' and effective_at < '2000-01-01'";

    [Fact]
    public async Task An_import_that_was_interrupted_goes_on_and_doubles_nothing()
    {
        await world.StartedAsync();
        var folder = world.Scratch("interrupted");
        var sums = SampleExtract.Write(folder, accountCount: 20, offset: 1_000_000);
        var rowCount = File.ReadLines(Path.Combine(folder, "transactions.csv")).Count() - 1;
        var before = await world.SumOfShardsAsync(CountOfTransfers);

        // Few connections make it slow enough to be met in the middle.
        using var first = CommandRun.Start(
            "import", "czech-bank", folder, "--region", "eu", "--connections", "2", "--data", world.Folder);
        while (await world.SumOfShardsAsync(CountOfTransfers) < before + 50)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await first.InterruptAsync();
        await first.WaitAsync();
        Assert.Equal(130, first.ExitCode);
        Assert.Contains("Run the same command again", first.Errors);
        var interrupted = await world.SumOfShardsAsync(CountOfTransfers) - before;
        Assert.InRange(interrupted, 50, rowCount - 1);

        var balancesFile = world.Scratch("balances.csv");
        using var second = await world.RunAsync(
            "import", "czech-bank", folder, "--region", "eu", "--balances", balancesFile, "--json");
        Assert.Equal((0, ""), (second.ExitCode, second.ExitCode == 0 ? "" : second.Errors));
        Assert.Equal(rowCount, second.Json.GetProperty("balancesMet").GetInt32());
        Assert.Equal(interrupted, second.Json.GetProperty("repeated").GetInt64());
        Assert.Equal(rowCount, await world.SumOfShardsAsync(CountOfTransfers) - before);

        using var third = await world.RunAsync(
            "import", "czech-bank", folder, "--region", "eu", "--balances", balancesFile);
        Assert.Contains("were there already and were not made again", third.Output);
        Assert.Equal(rowCount, await world.SumOfShardsAsync(CountOfTransfers) - before);
        var lines = await File.ReadAllLinesAsync(balancesFile, TestContext.Current.CancellationToken);
        Assert.Equal("account_id,user_id,balance", lines[0]);
        Assert.Equal(
            sums.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)),
            lines.Skip(1).Select(l => l.Split(',')).Select(f => (f[0], decimal.Parse(f[2]))).OrderBy(s => s.Item1));
        Assert.Equal(20, lines.Skip(1).Select(l => l.Split(',')[1]).Distinct().Count());
    }

    [Fact]
    public async Task A_broken_line_is_named_and_nothing_is_written()
    {
        using var folder = new BankFolder();
        folder.Break("transactions.csv", ";12.00;", ";12.345;");
        await world.StartedAsync();
        var before = await world.SumOfShardsAsync("select count(*) from ledger.book");

        using var run = await world.RunAsync("import", "czech-bank", folder.Path, "--region", "eu", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("domicile: transactions.csv, line 6: amount '12.345' has more than", run.Errors);
        var mistake = Assert.Single(run.Json.GetProperty("mistakes").EnumerateArray());
        Assert.Equal(6, mistake.GetProperty("line").GetInt32());
        Assert.Equal(before, await world.SumOfShardsAsync("select count(*) from ledger.book"));
    }

    [Fact]
    public async Task A_wallet_that_the_bank_let_below_zero_may_go_there_and_nothing_is_not_sent()
    {
        using var folder = new BankFolder();
        folder.Write("transactions.csv", BankFolder.Transactions
            + "9002;38;970809;withdrawal;;0.00;-12.00;sanction interest if negative balance;;\n");

        using var run = await world.RunAsync("import", "czech-bank", folder.Path, "--region", "eu", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, run.Json.GetProperty("zeroAmounts").GetInt32());
        Assert.Equal(5, run.Json.GetProperty("transfers").GetInt32());
        Assert.Equal(6, run.Json.GetProperty("balancesMet").GetInt32());
        var account = run.Json.GetProperty("accounts").EnumerateArray().Last();
        Assert.Equal(38, account.GetProperty("accountId").GetInt32());
        Assert.Equal("-12.00", account.GetProperty("minimum").GetString());
        Assert.Equal("-12.00", account.GetProperty("balance").GetString());
        Assert.True(account.GetProperty("isSumOfFile").GetBoolean());
    }

    [Theory]
    [InlineData("There is no region mars", "--region", "mars")]
    [InlineData("takes the name of a file; '/tmp' is none", "--region", "eu", "--balances", "/tmp")]
    [InlineData("takes the name of a file; '' is none", "--region", "eu", "--balances", "")]
    [InlineData("cannot be written", "--region", "eu", "--balances", "/no/such/folder/b.csv")]
    [InlineData("No server listens at http://127.0.0.1:1", "--region", "eu", "--port", "1")]
    public async Task What_stands_against_an_import_is_said(string message, params string[] arguments)
    {
        using var folder = new BankFolder();
        using var run = await world.RunAsync(["import", "czech-bank", folder.Path, .. arguments]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("domicile: ", run.Errors);
        Assert.Contains(message, run.Errors);
    }
}
