using System.Net.Http.Headers;
using Domicile.Testing.Aws;

namespace Domicile.Cli.Tests.Commands;

public sealed class InventoryCommandTests : IDisposable
{
    private const string Other = "345678901234";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-inventory-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_stands_is_listed_with_its_mark_and_what_cannot_be_entered_is_said()
    {
        var environment = await EnvironmentAsync();
        await PlantAsync(environment, "inventory-queue");
        string[] inventory = ["aws", "inventory", "--site", "eu-west-1", "--topology", await TopologyAsync()];

        using var closed = await CommandRun.RunInAsync(environment, inventory);

        Assert.Equal(0, closed.ExitCode);
        Assert.Matches(
            @"eu-west-1 +queue +inventory-queue +=odd, ""name"" +untagged +has no domicile:world", closed.Output);
        Assert.DoesNotMatch(@"eu-west-1 +VPC ", closed.Output);
        Assert.Contains("things that AWS makes in every account are left out", closed.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"not seen in {Other}: the account: no profile is of it; name", closed.Errors, StringComparison.Ordinal);

        using var open = await CommandRun.RunInAsync(environment, [.. inventory, "--all", "--role", "looker"]);

        Assert.Equal((0, ""), (open.ExitCode, open.Errors));
        Assert.Matches(Other + @" +eu-west-1 +VPC +vpc-\w+ +default +made by AWS", open.Output);
    }

    [Fact]
    public async Task Programs_get_json_and_spreadsheets_csv_without_formulas()
    {
        var environment = await EnvironmentAsync();
        await PlantAsync(environment, "csv-queue");
        await PlantAsync(environment, "lines-queue", "two\\nlines");
        await PlantAsync(environment, "formula-queue", "@sum");
        string[] inventory = ["aws", "inventory", "--site", "eu-west-1"];

        using var csv = await CommandRun.RunInAsync(environment, [.. inventory, "--csv"]);
        using var json = await CommandRun.RunInAsync(environment, [.. inventory, "--json"]);

        Assert.StartsWith("account,site,kind,id,name,region,stack,mark,why\r\n", csv.Output, StringComparison.Ordinal);
        Assert.Contains(
            ",eu-west-1,queue,csv-queue,\"'=odd, \"\"name\"\"\",,,untagged,\"has no ",
            csv.Output,
            StringComparison.Ordinal);
        Assert.Contains(",lines-queue,\"two\nlines\",,,untagged,", csv.Output, StringComparison.Ordinal);
        Assert.Contains(",formula-queue,'@sum,,,untagged,", csv.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("[^\r]\n[0-9]{12},", csv.Output);
        var item = json.Json.GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "csv-queue");
        Assert.Equal("untagged", item.GetProperty("mark").GetString());
        Assert.Empty(json.Json.GetProperty("gaps").EnumerateArray());
    }

    [Fact]
    public async Task Without_credentials_it_says_how_to_name_some()
    {
        using var run = await CommandRun.RunAsync("aws", "inventory", "--profile", "no-such-profile");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("no-such-profile: There is no profile", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Name a profile with --profile", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_forms_at_once_are_not_understood()
    {
        using var run = await CommandRun.RunAsync("aws", "inventory", "--csv", "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot both be given", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> EnvironmentAsync() => new()
    {
        ["AWS_ENDPOINT_URL"] = (await StandIns.Moto.AddressAsync()).AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
    };

    private static async Task PlantAsync(
        Dictionary<string, string> environment, string name, string tag = "=odd, \\\"name\\\"")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, environment["AWS_ENDPOINT_URL"])
        {
            Content = new StringContent(
                $$"""{ "QueueName": "{{name}}", "tags": { "Name": "{{tag}}" } }""",
                new MediaTypeHeaderValue("application/x-amz-json-1.0")),
        };
        request.Headers.Add("X-Amz-Target", "AmazonSQS.CreateQueue");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=none");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> TopologyAsync()
    {
        var file = Path.Combine(folder.FullName, "domicile.json");
        await File.WriteAllTextAsync(
            file,
            """
            { "version": 1, "platform": "aws",
              "regions": [{ "name": "eu", "aws": { "account": "345678901234" },
                "sites": [{ "name": "eu-west-1", "role": "writer" }],
                "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }] }],
              "central": { "site": "eu-west-1" } }
            """,
            TestContext.Current.CancellationToken);
        return file;
    }
}
