using Domicile.Cli.Tests.Commands;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>List, compare and book again, as operators type them.</summary>
public sealed class TransferListCommandTests : IDisposable
{
    private const string Transfer = "019faa00-0000-7000-8000-000000000001";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-lists-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_a_payee_has_lost_is_listed_named_and_booked_again()
    {
        await using var region = await MovedRegion.MakeAsync("lic");
        await PlantAsync(region);
        var list = Path.Combine(folder.FullName, "lic.jsonl");
        string[] listing =
        [
            "aws", "list-transfers", "lic", "--with", "lic", "--from", "2026-01-01", "--until", "2026-12-31",
            "--out", list, "--topology", region.TopologyFile,
        ];
        using var listed = await CommandRun.RunInAsync(region.Variables, listing);
        using var twice = await CommandRun.RunInAsync(region.Variables, listing);
        using var compared = await CommandRun.RunAsync("aws", "compare-transfers", list, "--json");
        var lost = Path.Combine(folder.FullName, "lost.json");
        await File.WriteAllTextAsync(lost, compared.Output);
        string[] booking = ["aws", "book-again", "lic", lost, "--topology", region.TopologyFile];
        using var asked = await CommandRun.RunInAsync(region.Variables, booking);
        using var booked = await CommandRun.RunInAsync(region.Variables, [.. booking, "--yes"]);

        Assert.Equal((0, ""), (listed.ExitCode, listed.Errors));
        Assert.StartsWith("1 sides of lic with lic in ", listed.Output, StringComparison.Ordinal);
        Assert.Contains("is there already: a list is never written over", twice.Errors, StringComparison.Ordinal);
        var difference = Assert.Single(compared.Json.GetProperty("differences").EnumerateArray());
        Assert.Equal(
            (1, Transfer, "payee", "lic-30007"),
            (compared.ExitCode, difference.GetProperty("transferId").GetString(),
                difference.GetProperty("lostSide").GetString(), difference.GetProperty("payee").GetString()));
        Assert.Equal((1, ""), (asked.ExitCode, asked.Output));
        Assert.Contains("Nothing was booked", asked.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (booked.ExitCode, booked.Errors));
        Assert.Contains("1 transfers booked again, 0 for a person to look at", booked.Output, StringComparison.Ordinal);
        Assert.Equal(3000L, await TestSql.ScalarAsync<long>(
            region.Books.OwnerOf("s2"), "select wallet from ledger.account where user_number = 30007"));
    }

    [Fact]
    public async Task What_is_no_list_or_lacks_its_other_half_is_said()
    {
        var nonsense = Path.Combine(folder.FullName, "nonsense.jsonl");
        await File.WriteAllTextAsync(nonsense, "nonsense\n");
        var half = Path.Combine(folder.FullName, "half.jsonl");
        await File.WriteAllTextAsync(
            half,
            """{"format":"domicile-transfers-1","span":{"region":"eu","with":"us","from":"2026-01-01T00:00:00Z","""
            + """
            "until":"2026-12-31T00:00:00Z"},"listedAt":"2026-11-22T15:00:00Z","shards":[]}
            {"sideCount":0}
            """);

        using var refused = await CommandRun.RunAsync("aws", "compare-transfers", nonsense);
        using var missing = await CommandRun.RunAsync("aws", "compare-transfers", half);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("nonsense.jsonl, line 1, is not what a list", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("the list of us with eu is missing", missing.Errors, StringComparison.Ordinal);
    }

    /// <summary>A payer's side that was settled in January, and a payee's book that does not have it.</summary>
    private static async Task PlantAsync(MovedRegion region)
    {
        await TestSql.RunAsync(
            region.Books.OwnerOf("s1"),
            "insert into ledger.transfer (user_number, posting_number, transfer_id, side, counterparty, asset, amount, "
            + $"state, booked_at, effective_at) values (5, 1, '{Transfer}', 'payer', 'lic-30007', 'EUR', 3000, "
            + "'completed', '2026-01-10', '2026-01-10')");
        await TestSql.RunAsync(
            region.Books.OwnerOf("s2"),
            "insert into ledger.book (user_number, creation_id, opened_at, last_booked_at) "
            + "values (30007, gen_random_uuid(), '2026-01-01', '2026-01-01')");
    }
}
