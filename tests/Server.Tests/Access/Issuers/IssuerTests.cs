using Domicile.Server.Access.Issuers;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Access.Issuers;

/// <summary>A region on AWS believes its OpenID Connect issuer and nobody else.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private const string Client = "client-1";

    private readonly LocalIssuer issuer = new();
    private readonly LocalIssuer other = new();
    private PartsServer? server;

    private PartsServer Server => server ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync() => server = await PartsServer.StartAsync(TrustOf(issuer));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        issuer.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Tokens_of_the_issuer_open_what_their_role_opens()
    {
        await TakenAsync("GET", "/v1/assets", issuer.Sign(Operator()));
        await TakenAsync("GET", "/v1/assets", issuer.Sign(User("eu-1")));
        var group = issuer.Sign(Claims(("sub", "0f3c"), ("client_id", Client), ("token_use", "access"),
            ("cognito:groups", new[] { "operator", "eu-west-1_pool" })));
        await TakenAsync("GET", "/v1/privacy/requests", group);
        var program = issuer.Sign(Claims(("sub", Client), ("client_id", Client), ("token_use", "access"),
            ("scope", "domicile:eu/users:write other/users:read")));
        await TakenAsync("POST", "/v1/users", program, "{}");
        await RefusedAsync("not-allowed", 403, program, "/v1/privacy/requests");
    }

    [Fact]
    public async Task A_user_is_who_the_custom_claim_says_and_sees_its_own_book_only()
    {
        var made = await Server.SendAsync("POST", "/v1/users", issuer.Sign(Operator()), "{}");
        var anna = made.Text("id");
        var token = issuer.Sign(User(anna));
        await TakenAsync("GET", $"/v1/users/{anna}", token);
        await RefusedAsync("not-allowed", 403, token, "/v1/users/eu-29999");
        var two = User(anna);
        two["user_id"] = "eu-29999";
        await RefusedAsync("token-invalid", 401, issuer.Sign(two));
        await RefusedAsync("token-invalid", 401, issuer.Sign(User("us-1")));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "0f3c"), ("aud", Client), ("token_use", "id"), ("custom:role", "user"))));
    }

    [Fact]
    public async Task Tokens_that_the_issuer_did_not_sign_so_are_refused()
    {
        using var local = new TestTokens("eu");
        await TakenAsync("GET", "/v1/assets", issuer.Sign(Operator()));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Operator(), issuer: "https://elsewhere.example"));
        await RefusedAsync("token-invalid", 401, local.Operator);
        await RefusedAsync("token-invalid", 401, other.Sign(Operator(), issuer: issuer.Address.OriginalString));
        await RefusedAsync("token-invalid", 401, issuer.Unsigned(Operator()));
        await RefusedAsync("token-invalid", 401, issuer.SignByPublicKey(Operator()));
        await RefusedAsync("token-expired", 401, issuer.Sign(Operator(), life: TimeSpan.FromMinutes(-2)));
        var changed = issuer.Sign(Operator());
        await RefusedAsync("token-invalid", 401, changed[..^9] + "AAAAAAAAA");
    }

    [Fact]
    public async Task Tokens_for_somebody_else_are_refused()
    {
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(("sub", "eva"), ("role", "operator"))));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "eva"), ("role", "operator"), ("aud", "client-2"))));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "eva"), ("role", "operator"), ("aud", "client-2"), ("client_id", Client))));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "eva"), ("role", "operator"), ("client_id", Client), ("token_use", "refresh"))));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "eva"), ("client_id", Client), ("cognito:groups", new[] { "operator", "auditor" }))));
        await RefusedAsync("token-invalid", 401, issuer.Sign(Claims(
            ("sub", "eva"), ("client_id", Client), ("username", "eva"), ("scope", "domicile:eu/users:write"))));
    }

    [Fact]
    public async Task A_token_of_another_region_is_told_where_that_region_is()
    {
        var token = other.Sign(Operator());
        var answer = await Server.SendAsync("GET", "/v1/assets", token);
        answer.MustBe("token-of-other-region", 401, "Authorization");
        Assert.Equal(("us", TestServer.OtherAddress), (answer.Text("region"), answer.Text("address")));
        var elsewhere = Operator();
        elsewhere["custom:region"] = "us";
        answer = await Server.SendAsync("GET", "/v1/assets", issuer.Sign(elsewhere));
        answer.MustBe("token-of-other-region", 401, "Authorization");
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_believed_at_once_and_the_old_one_no_more()
    {
        var old = issuer.Sign(Operator());
        await TakenAsync("GET", "/v1/assets", old);
        issuer.Rotate();
        await TakenAsync("GET", "/v1/assets", issuer.Sign(Operator()));
        await RefusedAsync("token-invalid", 401, old);
    }

    [Fact]
    public async Task Figures_of_the_world_are_to_be_had_at_the_centre_and_not_from_a_region()
    {
        var answer = await Server.SendAsync("GET", "/v1/world/statistics", issuer.Sign(Operator()));
        answer.MustBe("figures-elsewhere", 421);
        Assert.Contains("stands in eu-west-1", answer.Text("detail"), StringComparison.Ordinal);
    }

    internal static Dictionary<string, object> Operator() =>
        Claims(("sub", "eva"), ("role", "operator"), ("aud", Client));

    internal IssuerTrust TrustOf(LocalIssuer trusted, TimeProvider? time = null) => new(
        new IssuerTerms("eu", trusted.Address, [Client])
        {
            Others = new Dictionary<string, string>(StringComparer.Ordinal) { ["us"] = other.Address.OriginalString },
        },
        new SocketsHttpHandler(),
        time ?? TimeProvider.System);

    private static Dictionary<string, object> User(string user) => Claims(
        ("sub", "7d0f2f66-0c5a-4e6c-8d39-2f1d7f0f7f10"), ("aud", Client), ("token_use", "id"),
        ("cognito:groups", new[] { "user" }), ("custom:user_id", user));

    private static Dictionary<string, object> Claims(params (string Name, object Value)[] claims) =>
        claims.ToDictionary(claim => claim.Name, claim => claim.Value, StringComparer.Ordinal);

    private async Task TakenAsync(string method, string path, string token, string? json = null)
    {
        var answer = await Server.SendAsync(method, path, token, json);
        Assert.True((int)answer.Status is 200 or 201, answer.Body);
    }

    private async Task RefusedAsync(string problem, int status, string token, string path = "/v1/assets")
    {
        var answer = await Server.SendAsync("GET", path, token);
        Assert.Equal((problem, status), (answer.Problem, (int)answer.Status));
    }
}
