using System.Net;

namespace Domicile.Server.Tests.Clouds;

/// <summary>A reader site on AWS has its own ways and its own copies, and reads without the writer site.</summary>
[Collection(nameof(CloudCollection))]
public sealed class CloudReaderSiteTests(CloudWorld world)
{
    private readonly CloudCaller writer = CloudCaller.OfEu(world);

    [Fact]
    public async Task It_reads_its_own_replica_by_its_own_copies_and_hands_writes_on()
    {
        var anna = await writer.AddUserAsync("10.00");
        await using var reader = await CloudReaderSite.StartAsync(world, world.EuApi.BaseAddress!);
        var start = TimeProvider.System.GetTimestamp();
        var read = await reader.Caller.GetAsync($"/v1/users/{anna}/transfers");
        while (read.Headers.GetValueOrDefault("Domicile-Served-By") != "replica")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1), read.Body);
            read = await reader.Caller.GetAsync($"/v1/users/{anna}/transfers");
        }

        Assert.Contains("10.00", read.Body, StringComparison.Ordinal);
        var paid = await reader.Caller.PayAsync("external", anna, "1.00");
        Assert.Equal(HttpStatusCode.Created, paid.Status);
        Assert.Equal("11.00", await writer.BalanceAsync(anna));
        Assert.Equal("11.00", await reader.Caller.BalanceAsync(anna));

        // Personal details take the key's replica here.
        var named = CloudCaller.Good(await reader.Caller.PostAsync("/v1/users", """{"name":"Anna"}"""));
        var shown = CloudCaller.Good(await reader.Caller.GetAsync($"/v1/users/{named.Text("id")}"));
        Assert.Equal("Anna", shown.Text("name"));
        Assert.All(
            reader.Door.SignedFor.Where(call => call.Service is "ssm" or "secretsmanager" or "kms"),
            call => Assert.Equal(CloudWorld.ReaderSite, call.Site));
        Assert.Superset(
            new HashSet<string> { "ssm", "secretsmanager", "kms" },
            reader.Door.SignedFor.Select(call => call.Service).ToHashSet());
    }

    [Fact]
    public async Task Without_the_writer_site_it_reads_on_and_a_write_may_be_sent_again()
    {
        var anna = await writer.AddUserAsync("10.00");
        await using var reader = await CloudReaderSite.StartAsync(world, new Uri("http://127.0.0.1:1"));

        var refused = await reader.Caller.PayAsync("external", anna, "1.00");

        refused.MustBe("unavailable", 503);
        Assert.Contains("writer site does not answer", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("10.00", await reader.Caller.BalanceAsync(anna));
    }
}
