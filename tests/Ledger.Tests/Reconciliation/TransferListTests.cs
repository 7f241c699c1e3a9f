using System.Text.Json.Nodes;
using Domicile.Ledger.Reconciliation.Lists;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Sharding.Users;
using static Domicile.Ledger.Tests.CrossShard.LegRegion;

namespace Domicile.Ledger.Tests.Reconciliation;

/// <summary>Lists of real books, what they tell, and what is booked again by them.</summary>
public sealed class TransferListTests : IAsyncLifetime
{
    private readonly DateTimeOffset began = TimeProvider.System.GetUtcNow();
    private LegRegion region = null!;
    private UserId anna;
    private UserId bob;

    public async ValueTask InitializeAsync()
    {
        region = await LegRegion.CreateAsync();
        (anna, bob) = (await region.UserAsync(region.S1), await region.UserAsync(region.S2));
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task A_list_tells_ids_amounts_states_and_positions_and_no_reference()
    {
        var sent = await region.SendAsync(anna, bob, "30.00", "for the piano");
        await DrainAsync(region.Work.Resend(region.S1));

        var lines = await ListAsync();

        Assert.Equal(4, lines.Count);
        Assert.DoesNotContain("piano", string.Concat(lines), StringComparison.Ordinal);
        var payer = JsonNode.Parse(lines[1])!.AsObject();
        Assert.Equal(
            [
                "transfer", "side", "user", "counterparty", "asset", "minorUnits", "state", "posting", "effectiveAt",
                "bookedAt", "changedAt",
            ],
            payer.Select(field => field.Key));
        Assert.Equal(
            ($"{sent.Id}", "payer", $"{anna}", $"{bob}", 3000, "completed", 2),
            (payer["transfer"]!.GetValue<string>(), payer["side"]!.GetValue<string>(),
                payer["user"]!.GetValue<string>(), payer["counterparty"]!.GetValue<string>(),
                payer["minorUnits"]!.GetValue<long>(), payer["state"]!.GetValue<string>(),
                payer["posting"]!.GetValue<long>()));
        Assert.Equal("""{"sideCount":2}""", lines[3]);
        Assert.True(Compare(lines).Agrees);
    }

    [Fact]
    public async Task A_list_has_what_was_ordered_in_its_span_and_only_with_the_region_that_is_named()
    {
        await region.SendAsync(anna, bob, "30.00");
        await region.SendAsync(anna, new UserId("us", 7), "1.00");
        var end = TimeProvider.System.GetUtcNow().AddMilliseconds(1);

        Assert.Equal(3, (await ListAsync()).Count);
        Assert.Equal(3, (await ListAsync("us")).Count);
        Assert.Equal(2, (await ListAsync("cz")).Count);
        Assert.Equal(2, (await ListAsync(span: (began.AddHours(-1), began))).Count);
        Assert.Equal(2, (await ListAsync(span: (end, end.AddHours(1)))).Count);
    }

    [Fact]
    public async Task What_the_payee_lost_is_found_and_booked_again_once()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.LoseAsync("s2", bob, "wallet = wallet - 3000, received = received + 3000", postings: 1);

        var report = Compare(Later(await ListAsync()));
        var lost = Assert.Single(report.Differences);
        var booked = await new LostTransferBooking(region.Ledger.Router).RunAsync(report.Differences, Token);

        Assert.Equal((sent.Id, "eu", "payee"), (lost.TransferId, lost.LostBy, lost.LostSide));
        Assert.Contains("the payer is right", lost.Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(booked).IsBooked);
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
        Assert.Empty(await new LostTransferBooking(region.Ledger.Router).RunAsync(report.Differences, Token));
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
        Assert.True(Compare(Later(await ListAsync())).Agrees);
    }

    [Fact]
    public async Task What_the_payer_lost_is_found_and_booked_again_once()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.LoseAsync("s1", anna, "wallet = wallet + 3000, sent = sent - 3000", postings: 2);

        var report = Compare(Later(await ListAsync()));
        var lost = Assert.Single(report.Differences);
        await new LostTransferBooking(region.Ledger.Router).RunAsync(report.Differences, Token);

        Assert.Equal((sent.Id, "eu", "payer"), (lost.TransferId, lost.LostBy, lost.LostSide));
        Assert.Contains("the payee is right", lost.Text, StringComparison.Ordinal);
        await DrainAsync(region.Work.Resend(region.S1));
        Assert.Equal("7000 0 3000 0", await region.AccountAsync(anna));
        Assert.Empty(await new LostTransferBooking(region.Ledger.Router).RunAsync(report.Differences, Token));
        Assert.True(Compare(Later(await ListAsync())).Agrees);
    }

    [Fact]
    public async Task What_is_not_lost_by_this_region_or_names_others_is_not_booked()
    {
        var lost = new LostTransfer(
            Guid.CreateVersion7(), "us-1", $"{bob}", "EUR", 3000, began, began, "us", "payee", "of another region");
        var booking = new LostTransferBooking(region.Ledger.Router);

        Assert.Empty(await booking.RunAsync([lost], Token));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => booking.RunAsync([lost with { LostBy = "eu", LostSide = "payer" }], Token));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => booking.RunAsync([lost with { LostBy = "eu", MinorUnits = -3000 }], Token));

        Assert.Equal("10000 0 0 0", await region.AccountAsync(bob));
    }

    private async Task<List<string>> ListAsync(
        string with = "eu", (DateTimeOffset From, DateTimeOffset Until)? span = null)
    {
        var (from, until) = span ?? (began.AddHours(-1), began.AddHours(1));
        using var output = new StringWriter { NewLine = "\n" };
        await new TransferList(region.Books.Owner.Shards).WriteAsync(
            new TransferSpan("eu", with, from, until), output, Token);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>As if it had been made an hour later, when nothing in it is young.</summary>
    private static List<string> Later(List<string> lines)
    {
        var head = JsonNode.Parse(lines[0])!;
        head["listedAt"] = head["listedAt"]!.GetValue<DateTimeOffset>().AddHours(1);
        return [head.ToJsonString(), .. lines.Skip(1)];
    }

    private static ListComparisonReport Compare(List<string> lines)
    {
        var comparison = new ListComparison();
        comparison.Add("eu.jsonl", lines);
        return comparison.Report();
    }
}
