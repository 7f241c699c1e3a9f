using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Clouds;

/// <summary>Two regions on AWS and their centre, from a caller's request to the central database.</summary>
[Collection(nameof(CloudCollection))]
public sealed class CloudTests(CloudWorld world)
{
    private readonly CloudCaller eu = CloudCaller.OfEu(world);
    private readonly CloudCaller us = CloudCaller.OfUs(world);

    [Fact]
    public async Task Money_crosses_regions_its_document_is_kept_and_the_centre_hears_of_it()
    {
        var anna = await eu.AddUserAsync("10.00");
        var bob = await us.AddUserAsync();
        Assert.Equal(("eu", "us"), (anna[..2], bob[..2]));
        var paid = await eu.PayAsync(anna, bob, "4.00");
        Assert.Equal((HttpStatusCode.Accepted, "in-transit"), (paid.Status, paid.Text("state")));

        await world.Runtime.RunUntilAsync(async () =>
            await eu.StateAsync(anna, paid.Text("id")) == "completed");

        Assert.Equal("4.00", await us.BalanceAsync(bob));
        await world.Runtime.RunUntilAsync(async () =>
            (await world.Eu.ListAsync("domicile-eu-audit-000000000000")).Contains(anna, StringComparison.Ordinal));
        await world.Runtime.RunUntilAsync(async () => await world.CountAsync(
            world.Central,
            "select count(*) from central.stream where shard in ('eu/s1', 'us/s1')") >= 2);

        // The centre has told the region, which has forgotten all but the last batch's name.
        await world.Runtime.RunUntilAsync(async () => await world.CountAsync(
            world.EuBooks.OwnerOf("s1"), "select count(*) from ledger.figures_line") == 0);
    }

    [Fact]
    public async Task Only_the_regions_own_issuer_is_believed()
    {
        using var local = new TestTokens("eu");
        (await eu.As(local.Operator).GetAsync("/v1/assets")).MustBe("token-invalid", 401, "Authorization");
        (await eu.As(world, world.UsIssuer).GetAsync("/v1/assets")).MustBe("token-invalid", 401, "Authorization");
        Assert.Equal(HttpStatusCode.OK, (await eu.GetAsync("/v1/assets")).Status);
    }

    [Fact]
    public async Task A_failing_batch_leaves_every_message_in_the_queue()
    {
        const string Name = "domicile-eu-failing";
        await world.Eu.MakeQueueAsync("domicile-eu-failing");
        var queue = world.Runtime.Queue(Name);
        await queue.SendAsync([.. Enumerable.Range(0, 7).Select(_ => "nonsense"u8.ToArray())], CancellationToken.None);

        var answer = await world.Runtime.InvokeAsync(Name);

        answer!.MustBe("event-unknown", 400);
        Assert.Equal(7, (await queue.FiguresAsync(CancellationToken.None)).Depth);
    }

    [Fact]
    public async Task A_batch_of_the_regions_queue_that_cannot_be_done_stays_there_whole()
    {
        var queue = world.Runtime.Queue("domicile-eu");
        await queue.SendAsync([.. Enumerable.Range(0, 7).Select(_ => "nonsense"u8.ToArray())], CancellationToken.None);

        var answer = await world.Runtime.InvokeAsync("domicile-eu");

        answer!.MustBe("event-left", 503);
        Assert.True((await queue.FiguresAsync(CancellationToken.None)).Depth >= 7, world.Logs);
        await queue.PurgeAsync(CancellationToken.None);
    }
}
