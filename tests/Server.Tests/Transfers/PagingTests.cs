using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Transfers;

public sealed class PagingTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Pages_stay_the_same_while_new_transfers_arrive()
    {
        var anna = await server.AddUserAsync();
        for (var i = 1; i <= 10; i++)
        {
            await server.PayAsync("external", anna, $"{i}.00");
        }

        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await server.SendAsync("GET", $"/v1/users/{anna}/transfers?limit=3{cursor}");
            seen.AddRange(Amounts(page));
            cursor = page.Json["nextCursor"] is { } next ? $"&cursor={next.GetValue<string>()}" : "";
            await server.PayAsync("external", anna, "99.00");
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(1, 10).Reverse().Select(i => $"{i}.00"), seen);
    }

    [Fact]
    public async Task A_range_takes_what_counts_from_its_beginning_up_to_before_its_end()
    {
        var anna = await server.AddUserAsync();
        foreach (var day in new[] { "01", "02", "03" })
        {
            await server.SendAsync(
                "POST",
                "/v1/transfers",
                $$"""
                {"from":"external","to":"{{anna}}","amount":"{{day.TrimStart('0')}}","asset":"EUR",
                 "effectiveAt":"1996-07-{{day}}T00:00:00Z"}
                """);
        }

        Assert.Equal(["2.00"], await RangeAsync("from=1996-07-02&to=1996-07-03"));
        Assert.Equal(["3.00", "2.00"], await RangeAsync("from=1996-07-01T00:00:00.000001Z"));
        Assert.Equal(["1.00"], await RangeAsync("to=1996-07-02T01:00:00%2B01:00"));
        Assert.Empty(await RangeAsync("to=1996-07-01"));

        async Task<IEnumerable<string>> RangeAsync(string query) =>
            Amounts(await server.SendAsync("GET", $"/v1/users/{anna}/transfers?{query}"));
    }

    private static IEnumerable<string> Amounts(TestAnswer page) =>
        page.Json["transfers"]!.AsArray().Select(transfer => transfer!["amount"]!.GetValue<string>());
}
