using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Server.Tests.Clouds;
using Domicile.Server.Tests.Running;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Rotation;

/// <summary>The function that Secrets Manager calls, as the program that runs in the image.</summary>
public sealed class RotationServerTests : IAsyncLifetime
{
    private const string Secret = "domicile/eu/rotated/server";

    private readonly string url = $"http://127.0.0.1:{Domicile.Testing.TestNode.FreePort()}";
    private CloudSite site = null!;
    private ServerProgram program = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        var endpoint = await StandIns.Moto.AddressAsync();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", endpoint.OriginalString);
        site = new CloudSite(SiteAccess.FromEnvironment("eu-west-3"), endpoint);
        program = ServerProgram.Start(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOMICILE_TOPOLOGY"] = "ssm:/domicile/topology",
            ["DOMICILE_REGION"] = "eu",
            ["DOMICILE_DATABASE_ROOTS"] = "none",
            ["DOMICILE_SITE"] = "eu-west-3",
            ["DOMICILE_ROLES"] = "rotation",
            ["DOMICILE_HOST"] = "lambda",
            ["AWS_LWA_ERROR_STATUS_CODES"] = "400-599",
            ["DOMICILE_URL"] = url,
        });
        Assert.Equal($"listening on {url}", await program.FirstLineAsync());
        http = new HttpClient { BaseAddress = new Uri(url) };
    }

    [Fact]
    public async Task A_step_that_is_done_is_answered_with_200_and_one_that_is_not_fails_the_call()
    {
        await site.PutSecretAsync(
            Secret, """{"username":"domicile_server","password":"first","dbname":"domicile","port":5432}""");

        Assert.Equal(HttpStatusCode.OK, (await CallAsync("createSecret", Secret)).Status);
        var described = await site.Calls.CallAsync(
            JsonService.Secrets, "DescribeSecret", new JsonObject { ["SecretId"] = Secret });
        Assert.Contains("AWSPENDING", described.GetRawText(), StringComparison.Ordinal);

        // There is no node of that name yet: the step comes again.
        (await CallAsync("setSecret", Secret)).MustBe("event-unknown", 400);
        (await CallAsync("createSecret", "domicile/eu/nowhere/server")).MustBe("event-left", 503);
        (await PostAsync("[]")).MustBe("event-unknown", 400);
    }

    [Fact]
    public async Task Nothing_that_is_in_a_secret_is_logged()
    {
        await site.PutSecretAsync(
            "domicile/eu/logged/server",
            """{"username":"somebody-else","password":"very-secret","dbname":"domicile","port":5432}""");

        (await CallAsync("createSecret", "domicile/eu/logged/server")).MustBe("event-unknown", 400);

        Assert.Contains("createSecret of domicile/eu/logged/server", program.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", program.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_that_it_lives_and_has_nothing_else()
    {
        using var live = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var users = await http.GetAsync("/v1/users/eu-1", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (live.StatusCode, users.StatusCode));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        site.Dispose();
        await program.DisposeAsync();
    }

    private Task<TestAnswer> CallAsync(string step, string secret) => PostAsync(new JsonObject
    {
        ["Step"] = step,
        ["SecretId"] = secret,
        ["ClientRequestToken"] = "11111111-2222-3333-4444-555555555555",
    }.ToJsonString());

    private async Task<TestAnswer> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/events", content, TestContext.Current.CancellationToken);
        return await TestAnswer.ReadAsync(response);
    }
}
