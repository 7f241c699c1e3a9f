using System.Net;
using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>The loss of a writer site, by the commands and in the order of docs/guides/site-loss.md.</summary>
public sealed class SiteLossTests
{
    [Fact]
    public async Task The_other_site_takes_over_and_who_has_seen_what_was_lost_is_told_so()
    {
        await using var region = await LostRegion.MakeAsync();
        using var issuer = new TokenIssuer();
        string anna;
        string? kept;
        string? lost;
        await using (var before = await SiteServer.StartAsync(
            region.Variables, await region.TopologyAsync(region.Old), ("los", region.Old.Name), issuer))
        {
            anna = await before.AddUserAsync();
            kept = (await before.PayAsync(anna, "10.00")).Position;
            await region.CatchUpAsync();
            using var early = await PromoteAsync(region, "register");
            Assert.Contains("takes no writes, it follows another node", early.Errors, StringComparison.Ordinal);
            await region.CutOffAsync();
            var last = await before.PayAsync(anna, "5.00");
            Assert.Equal(HttpStatusCode.Created, last.Status);
            lost = last.Position;
        }

        await region.LoseAsync();
        foreach (var node in new[] { "register", "keys", "s1", "s2" })
        {
            using var promoted = await PromoteAsync(region, node);
            Assert.Equal((0, ""), (promoted.ExitCode, promoted.Errors));
        }

        var topology = await region.TopologyAsync(region.New);
        await using var after = await SiteServer.StartAsync(
            region.Variables, topology, ("los", region.New.Name), issuer);
        var refused = await after.PayAsync(anna, "1.00", lost);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.EndsWith("position-lost", refused.Json["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await after.PayAsync(anna, "2.00", kept)).Status);
        Assert.Equal("12.00", await after.BalanceAsync(anna));

        // Its number is another payment's now.
        Assert.Equal(HttpStatusCode.Conflict, (await after.PayAsync(anna, "1.00", lost)).Status);

        // Blocks of the old epoch are burnt, and the one after them, which the register might have forgotten.
        Assert.Equal(
            ("los-0", "los-31000", "los-2000"), (anna, await after.AddUserAsync(), await after.AddUserAsync()));
        using var verified = await CommandRun.RunInAsync(
            region.Variables, "aws", "verify", "los", "--topology", topology, "--json");
        Assert.All(
            verified.Json.GetProperty("invariants").EnumerateArray(),
            invariant => Assert.True(
                invariant.GetProperty("violations").GetInt64() == 0, invariant.GetRawText()));
    }

    private static async Task<CommandRun> PromoteAsync(LostRegion region, string node) => await CommandRun.RunInAsync(
        region.Variables,
        "aws", "promote", $"los/{node}", "--site", region.New.Name, "--primary", region.NewPlace,
        "--lost", region.Old.Name, "--topology", await region.TopologyAsync(region.Old));
}
