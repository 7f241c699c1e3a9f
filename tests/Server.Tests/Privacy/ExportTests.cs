using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Privacy;

public sealed class ExportTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Everything_held_of_a_user_is_in_the_export_decrypted()
    {
        var (anna, bob) = await AddPairAsync();
        var own = new Call(server.Tokens.Of(anna));

        var lines = Lines(await server.SendAsync("GET", $"/v1/users/{anna}/export", options: own));

        Assert.Equal(["schema", "end"], [Line(lines[0]), Line(lines[^1])]);
        var detail = Single(lines, "detail");
        Assert.Equal(("Anna Nováková", "anna@příklad.cz"), (Text(detail, "name"), Text(detail, "email")));
        Assert.Contains(All(lines, "posting"), posting => Text(posting, "amount") == "12.34");
        Assert.Contains(All(lines, "transfer"), transfer => Text(transfer, "counterparty") == bob);
        Assert.Contains(All(lines, "reference"), reference => Text(reference, "sealed") == "=rent, \"June\"");
        Assert.Equal("7.66", Text(Single(lines, "account"), "wallet"));
        Assert.Equal("I dispute it.", Text(
            All(lines, "privacy_request").Single(request => Text(request, "kind") == "restriction"), "reason"));
        Assert.Contains(All(lines, "entry"), entry => Text(entry, "call") == "GET /v1/users/{id}/export");
        Assert.NotNull(Single(lines, "user_key"));
        Assert.NotNull(Single(lines, "user_creation"));
        Assert.NotNull(Single(lines, "email"));
    }

    [Fact]
    public async Task The_end_counts_what_the_schema_announced()
    {
        var (anna, _) = await AddPairAsync();

        var lines = Lines(await server.SendAsync("GET", $"/v1/users/{anna}/export"));

        var tables = lines[0]["tables"]!.AsArray().Select(table => Text(table!, "name")).ToList();
        var end = lines[^1];
        Assert.True(end["complete"]!.GetValue<bool>());
        Assert.Equal(tables, end["counts"]!.AsObject().Select(count => count.Key));
        foreach (var (table, count) in end["counts"]!.AsObject())
        {
            Assert.Equal(count!.GetValue<int>(), lines.Count(line => Line(line) == table));
        }

        Assert.NotEmpty(Text(lines[0]["categories"]!.AsArray()[0]!, "retention"));
    }

    [Fact]
    public async Task An_export_holds_nothing_of_anybody_else()
    {
        var (anna, bob) = await AddPairAsync();
        await server.SendAsync("PATCH", $"/v1/users/{bob}", """{"name":"Bob Marker"}""");

        var export = await server.SendAsync("GET", $"/v1/users/{anna}/export");

        Assert.DoesNotContain("Bob Marker", export.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"operator\":", export.Body, StringComparison.Ordinal);
        (await server.SendAsync("GET", $"/v1/users/{anna}/export", options: new(server.Tokens.Of(bob))))
            .MustBe("not-allowed", 403, "id");
    }

    [Fact]
    public async Task The_use_of_the_right_is_recorded_and_ends_when_all_was_sent()
    {
        var (anna, _) = await AddPairAsync();
        var own = new Call(server.Tokens.Of(anna));
        await server.SendAsync("GET", $"/v1/users/{anna}/export?right=portability", options: own);

        var kinds = await TestSql.ScalarAsync<string>(
            server.Books.Owner.Register,
            "select string_agg(kind || ' ' || state || ' ' || asked_by, ', ') from ledger.privacy_request "
            + $"where kind in ('access', 'portability') and user_number = {anna[3..]}");
        Assert.Equal($"portability done {anna}", kinds);
    }

    [Fact]
    public async Task A_zip_has_the_same_rows_as_csv_without_formulas()
    {
        var (anna, _) = await AddPairAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/users/{anna}/export");
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.Of(anna)}");
        request.Headers.Add("Accept", "application/zip");
        using var response = await server.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (
            response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        Assert.Contains("name", await ReadAsync("schema.json"), StringComparison.Ordinal);
        Assert.Contains("\"'=rent, \"\"June\"\"\"\r\n", await ReadAsync("reference.csv"), StringComparison.Ordinal);
        Assert.Contains("Anna Nováková,anna@příklad.cz", await ReadAsync("detail.csv"), StringComparison.Ordinal);
        var end = JsonNode.Parse(await ReadAsync("end.json"))!;
        Assert.True(end["complete"]!.GetValue<bool>());
        Assert.Equal(
            end["counts"]!["posting"]!.GetValue<int>() + 1, (await ReadAsync("posting.csv")).Split("\r\n").Length - 1);

        async Task<string> ReadAsync(string name)
        {
            await using var entry = await zip.GetEntry(name)!.OpenAsync();
            using var reader = new StreamReader(entry);
            return await reader.ReadToEndAsync();
        }
    }

    [Fact]
    public async Task More_rows_than_a_page_come_whole_and_in_order()
    {
        var (anna, _) = await AddPairAsync();
        await TestSql.RunAsync(
            server.Books.OwnerOf(TestServer.IsSecond(anna) ? "s2" : "s1"),
            $"""
            insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, decided_at)
            select {anna[3..]}, sha256(n::text::bytea), sha256(''), gen_random_uuid(), now()
            from generate_series(1, 1201) n
            """);

        var lines = Lines(await server.SendAsync("GET", $"/v1/users/{anna}/export"));

        var ids = All(lines, "idempotency").Select(row => Text(row, "transferId")).ToList();
        Assert.True(ids.Count > 1201);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private async Task<(string Anna, string Bob)> AddPairAsync()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        await server.SendAsync(
            "PATCH", $"/v1/users/{anna}", """{"name":"Anna Nováková","email":"anna@příklad.cz"}""");
        await server.SendAsync("POST", "/v1/users", """{"email":"anna@příklad.cz"}""");
        await server.PayAsync("external", anna, "20.00");
        var paid = await server.SendAsync(
            "POST",
            "/v1/transfers",
            $$"""
            {"from":"{{anna}}","to":"{{bob}}","amount":"12.34","asset":"EUR","reference":"=rent, \"June\""}
            """);
        Assert.Equal(HttpStatusCode.Created, paid.Status);
        await server.SendAsync("POST", $"/v1/users/{anna}/restriction", """{"reason":"I dispute it."}""");
        return (anna, bob);
    }

    private static List<JsonNode> Lines(TestAnswer answer)
    {
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.Status, answer.MediaType));
        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    private static string Line(JsonNode line) => Text(line, "line");

    private static JsonNode Single(List<JsonNode> lines, string table) => Assert.Single(All(lines, table));

    private static IEnumerable<JsonNode> All(List<JsonNode> lines, string table) =>
        lines.Where(line => Line(line) == table);

    private static string Text(JsonNode node, string field) =>
        node[field] is { } value ? value.GetValue<string>() : "";
}
