using System.Text.Json.Nodes;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Servers;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Cli.Tests.Residency;

/// <summary>
/// Every server × every call × every role × every other region, and every password of a server × every database of the
/// others: no way leads to a user of another region.
/// </summary>
public sealed class ResidencyMatrixTests(ThreeRegions world) : IClassFixture<ThreeRegions>
{
    // What is about no user in particular. A call that is neither here nor has {id} in its path must be thought about.
    private static readonly string[] OfNoUser =
    [
        "POST /v1/users", "GET /v1/users", "POST /v1/assets", "GET /v1/assets", "GET /v1/world/statistics",
        "POST /v1/claims", "GET /v1/privacy/requests", "GET /v1/privacy/requests/{requestId}",
        "POST /v1/privacy/requests/{requestId}/consent", "POST /v1/privacy/requests/{requestId}/extension",
        "POST /v1/privacy/requests/{requestId}/end",
    ];

    private static readonly string[] WithUserInBody = ["POST /v1/transfers", "POST /v1/privacy/requests"];

    private static readonly string[] Staff = ["operator", "privacy-officer", "auditor"];

    private static readonly AccessTable Table = AccessTable.Read();

    [Fact]
    public async Task Every_call_for_a_user_of_another_region_is_refused_with_that_regions_address()
    {
        foreach (var server in world.Addresses.World.Servers)
        {
            foreach (var operation in await world.OperationsAsync(server))
            {
                foreach (var (region, user) in world.Users.Where(other => other.Key != server.Region))
                {
                    await TryRolesAsync(server, operation, region, user);
                }
            }
        }
    }

    [Fact]
    public async Task Nobody_pays_from_outside_into_a_book_of_another_region()
    {
        foreach (var server in world.Addresses.World.Servers)
        {
            foreach (var (region, user) in world.Users.Where(other => other.Key != server.Region))
            {
                var body = $$"""{"from":"external","to":"{{user}}","amount":"1","asset":"EUR"}""";
                var answer = await world.SendAsync(
                    server, "POST /v1/transfers", body, world.Tokens.ForOperator(server.Region));
                Assert.Equal((421, region), (answer.Status, answer.Json!["region"]!.GetValue<string>()));
                SaysNothing(answer.Body, user);
            }
        }
    }

    [Fact]
    public async Task Each_refusal_is_counted_and_logged_without_the_user()
    {
        var server = world.Addresses.World.Servers.Single(one => one.Region == "us");
        var before = await world.RefusalCountAsync(server);
        var user = world.Users["ap"];
        await world.SendAsync(server, $"GET /v1/users/{user}", null, world.Tokens.ForOperator("us"));
        await world.SendAsync(server, $"GET /v1/users/{user}", null, world.Tokens.ForOperator("ap"));
        Assert.Equal(before + 2, await world.RefusalCountAsync(server));

        var log = await ReadLogAsync(world.Addresses.Folder.ServerLog(server.Stem));
        Assert.Contains("other-region: it is for region ap", log, StringComparison.Ordinal);
        Assert.Contains("token-of-other-region: it is for region ap", log, StringComparison.Ordinal);
        Assert.DoesNotContain(user, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_of_a_server_opens_a_database_of_another_region()
    {
        foreach (var server in world.Addresses.World.Servers)
        {
            var file = JsonNode.Parse(await File.ReadAllTextAsync(world.Addresses.Folder.ServerFile(server.Stem)))!;
            var passwords = Passwords(file).Distinct().ToList();
            Assert.True(passwords.Count >= 3, "its register's, its shard's and its central node's");
            foreach (var node in world.Addresses.Nodes.Where(node => node.Region != server.Region))
            {
                foreach (var password in passwords)
                {
                    await TryPasswordAsync(server.Region, node, password);
                }
            }
        }
    }

    private async Task TryRolesAsync(WorldServer server, string operation, string region, string user)
    {
        var isOfUser = operation.Contains("{id}", StringComparison.Ordinal) || WithUserInBody.Contains(operation);
        Assert.True(isOfUser || OfNoUser.Contains(operation), $"{operation} is not thought about");
        var path = operation.Replace("{id}", user).Replace("{account}", "wallet-EUR")
            .Replace("{transferId}", Guid.NewGuid().ToString()).Replace("{requestId}", Guid.NewGuid().ToString());
        foreach (var token in new[] { null, world.Tokens.ForUser(Id(user)), world.Tokens.ForOperator(region) })
        {
            var answer = await world.SendAsync(server, path, Body(operation, user), token);
            Assert.True(answer.Status == 401, $"{server.Name} {path}: {answer.Status} {answer.Body}");
            SaysNothing(answer.Body, user);
        }

        foreach (var (column, token) in TokensOf(server.Region))
        {
            if (!isOfUser)
            {
                continue;
            }

            var answer = await world.SendAsync(server, path, Body(operation, user), token);

            // What a role may not do at all is refused before anybody asks whose it is.
            if (ServiceScopes.All.Any(scope => Table.LetsThrough(operation, column, scope)))
            {
                Assert.True(answer.Status == 421, $"{server.Name} {path}: {answer.Status} {answer.Body}");
                Assert.Equal(region, answer.Json!["region"]!.GetValue<string>());
                Assert.Equal(world.Addresses.World.ServerUrl(region), answer.Json["address"]!.GetValue<string>());
            }
            else
            {
                Assert.True(answer.Status is 403 or 421, $"{server.Name} {path}: {answer.Status} {answer.Body}");
            }

            SaysNothing(answer.Body, user);
        }
    }

    private IEnumerable<(string Column, string Token)> TokensOf(string region) =>
    [
        ("user, own book", world.Tokens.ForUser(Id(world.Users[region]))),
        .. Staff.Select(role => (role, world.Tokens.ForRole(region, role))),
        ("service", world.Tokens.ForService(region, ServiceScopes.All)),
    ];

    private bool DoesCentralWork(string region) => world.Addresses.World.Servers.Any(
        server => server.Region == region && server.Site == world.Addresses.Node("central").Site);

    private async Task TryPasswordAsync(string region, WorldNode node, string password)
    {
        string[] databases = node.Kind switch
        {
            NodeKind.Central => [NodeRoles.Database, NodeRoles.QueueDatabase],
            _ => [NodeRoles.Database],
        };
        string[] roles =
        [
            NodeRoles.Admin, NodeRoles.Owner, NodeRoles.Server, NodeRoles.Replication,
            .. world.Addresses.World.Regions.Select(NodeRoles.OfRegion),
        ];
        foreach (var role in roles)
        {
            // The central node lets each region in as itself, to send and read figures, and the region that it is in as
            // its own work, which writes them.
            if (node.Kind == NodeKind.Central
                && (role == NodeRoles.OfRegion(region) || role == NodeRoles.Server && DoesCentralWork(region)))
            {
                continue;
            }

            foreach (var database in databases)
            {
                var address = new NodeAddress("127.0.0.1", node.Port, database, role, password);
                await using var source = address.Open("residency", 1);
                var refused = await Assert.ThrowsAsync<PostgresException>(
                    async () => await source.OpenConnectionAsync());
                Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
            }
        }
    }

    // Where a user stands in the body and not in the path.
    private static string? Body(string operation, string user) => operation switch
    {
        "POST /v1/transfers" => $$"""{"from":"{{user}}","to":"external","amount":"1","asset":"EUR"}""",
        "POST /v1/users/{id}/accounts" => """{"asset":"EUR"}""",
        "PATCH /v1/users/{id}/accounts/{account}" => """{"minimum":"-5.00"}""",
        "POST /v1/users" => "{}",
        "POST /v1/privacy/requests" => $$"""{"user":"{{user}}","kind":"access"}""",
        "POST /v1/assets" => """{"code":"EUR","scale":2}""",
        _ => null,
    };

    private static void SaysNothing(string body, string user)
    {
        Assert.DoesNotContain(user, body, StringComparison.Ordinal);
        Assert.DoesNotContain(ThreeRegions.Secret, body, StringComparison.Ordinal);
    }

    private static UserId Id(string user) => UserId.TryParse(user, out var id) ? id : throw new FormatException(user);

    private static IEnumerable<string> Passwords(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "password"
            ? [field.Value!.GetValue<string>()]
            : Passwords(field.Value)),
        JsonArray items => items.SelectMany(Passwords),
        _ => [],
    };

    private static async Task<string> ReadLogAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
