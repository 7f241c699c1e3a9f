using Domicile.Local.Servers;
using Domicile.Server.Access;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Access;

/// <summary>Sends every call as everybody, and compares what comes with the table of the reference.</summary>
public sealed class AccessTableTests(ServerFixture fixture)
{
    private static readonly AccessTable Table = AccessTable.Read();

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Every_call_has_a_line_in_the_table()
    {
        var document = await server.SendAsync("GET", "/openapi/v1.json");
        var calls = document.Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(calls.Order(StringComparer.Ordinal), Table.Calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_takes_whom_the_table_names_and_nobody_else()
    {
        var mistakes = new List<string>();
        foreach (var call in Table.Calls)
        {
            foreach (var (column, scope) in Callers())
            {
                if (await MistakeAsync(call, column, scope) is { } mistake)
                {
                    mistakes.Add(mistake);
                }
            }
        }

        Assert.Empty(mistakes);
    }

    [Fact]
    public async Task A_service_is_told_the_scope_that_it_has_not_got()
    {
        var token = server.Tokens.OfService("shop", ServiceScopes.UsersRead, "users:everything");
        var answer = await server.SendAsync("GET", "/v1/world/statistics", options: new(token));
        answer.MustBe("not-allowed", 403);
        Assert.Contains(ServiceScopes.StatisticsRead, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(
            "Bearer realm=\"domicile:eu\", error=\"insufficient_scope\", scope=\"statistics:read\"",
            answer.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task A_service_moves_money_but_does_not_say_when_that_counts()
    {
        var anna = await server.AddUserAsync();
        var call = new Call(server.Tokens.OfService("shop", ServiceScopes.TransfersWrite));
        Assert.Equal(201, (int)(await server.PayAsync("external", anna, "1.00", call)).Status);
        var past = $$"""
            {"from":"external","to":"{{anna}}","amount":"1","asset":"EUR","effectiveAt":"1996-07-28T00:00:00Z"}
            """;
        (await server.SendAsync("POST", "/v1/transfers", past, call)).MustBe("not-allowed", 403, "effectiveAt");
    }

    [Fact]
    public async Task Every_scope_and_role_is_explained_above_the_table()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(ProjectFolder.Find(), "docs/reference/access.md"), TestContext.Current.CancellationToken);
        Assert.All(ServiceScopes.All, scope => Assert.Contains($"| `{scope}` |", page, StringComparison.Ordinal));
        Assert.All(
            Enum.GetValues<CallerRole>(),
            role => Assert.Contains($"| `{TokenClaims.WordOf(role)}` |", page, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Column, string? Scope)> Callers() =>
    [
        ("nobody", null), ("user, own book", null), ("user, another's book", null), ("operator", null),
        ("privacy-officer", null), ("auditor", null), ("service", null),
        .. ServiceScopes.All.Select(scope => ("service", scope)),
    ];

    private async Task<string?> MistakeAsync(string call, string column, string? scope)
    {
        var anna = await server.AddUserAsync();
        var token = column switch
        {
            "nobody" => "",
            "user, own book" => server.Tokens.Of(anna),
            "user, another's book" => server.Tokens.Of(await server.AddUserAsync()),
            "service" => server.Tokens.OfService("shop", scope is null ? [] : [scope]),
            var role => server.Tokens.Make("eva", role),
        };
        var isLetThrough = Table.LetsThrough(call, column, scope);
        var answer = await SendAsync(call, anna, token);
        var isRight = isLetThrough
            ? (int)answer.Status is not (401 or 403 or 421 or >= 500)
            : (column == "nobody" ? (401, "token-missing") : (403, "not-allowed"))
                == ((int)answer.Status, answer.Problem);
        if (isRight && call.Contains("{id}", StringComparison.Ordinal) && token.Length > 0)
        {
            answer = await SendAsync(call, "us-4711", token);
            var isUser = column.StartsWith("user", StringComparison.Ordinal);
            isRight = (int)answer.Status == (isLetThrough ? 421 : 403) || (isUser && (int)answer.Status == 421);
        }

        return isRight ? null : $"{call}, {column} {scope}: {(int)answer.Status} {answer.Body}";
    }

    private async Task<TestAnswer> SendAsync(string call, string user, string token)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        return await server.SendAsync(method, ApiCalls.Fill(path, user), ApiCalls.Body(path, user), new(token));
    }
}
