using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Secrets.Rotation;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Domicile.Testing.Aws;
using Npgsql;

namespace Domicile.Aws.Tests.Secrets.Rotation;

/// <summary>
/// A real node as Aurora makes one: an empty database, and an administrator who is no superuser, but may grant what
/// Aurora's <c>rds_superuser</c> may; with its secrets and its parameter as a deployment writes them.
/// </summary>
internal sealed class RotatedNode(NodeAddress admin, SignedCalls calls, string name) : IDisposable
{
    private const string Admin = "aurora_admin";
    private const string Password = "first";

    /// <summary>The node as its first administrator enters it.</summary>
    public NodeAddress Address => admin;

    public SignedCalls Calls => calls;

    public SecretRotation Rotation { get; } = new(calls);

    public static async Task<RotatedNode> CreateAsync()
    {
        var node = await RunNode.StartAsync("rotated", 50);
        var super = node.Database("postgres").Admin;
        await RunAsync(
            super,
            "drop role domicile_worker",
            "drop role domicile_server",
            "drop role domicile_owner",
            $"create role {Admin} login createrole createdb password '{Password}'",
            "create role rds_superuser",
            "grant pg_monitor to rds_superuser with admin option",
            $"grant rds_superuser to {Admin} with admin option",
            $"create database domicile owner {Admin}");
        var calls = new SignedCalls(TestSite.Of(await StandIns.Moto.AddressAsync()), TimeProvider.System);
        var made = new RotatedNode(
            super with { Database = "domicile", User = Admin, Password = Password }, calls, TestSite.NewName("s"));
        await made.DeployAsync();
        return made;
    }

    public string NameOf(string role) => $"domicile/eu/{name}/{role}";

    /// <summary>All four steps, each of them twice: Secrets Manager repeats what was cut short.</summary>
    /// <returns>The version that the rotation made.</returns>
    public async Task<string> RotateAsync(string role)
    {
        var version = Guid.NewGuid().ToString();
        foreach (var step in new[]
        {
            RotationCall.Create, RotationCall.Set, RotationCall.Test, RotationCall.Finish,
        })
        {
            await Rotation.RunAsync(new RotationCall(step, NameOf(role), version), Token);
            await Rotation.RunAsync(new RotationCall(step, NameOf(role), version), Token);
        }

        return version;
    }

    /// <summary>Has a secret copied into another site, where another of its name may be in the way.</summary>
    public async Task CopyAsync(string role, string site, bool isInTheWay)
    {
        if (isInTheWay)
        {
            using var there = new SignedCalls(
                TestSite.Of(await StandIns.Moto.AddressAsync(), site), TimeProvider.System);
            await there.CallAsync(
                JsonService.Secrets,
                "CreateSecret",
                new JsonObject { ["Name"] = NameOf(role), ["SecretString"] = "in the way" },
                cancellation: Token);
        }

        await calls.CallAsync(
            JsonService.Secrets,
            "ReplicateSecretToRegions",
            new JsonObject
            {
                ["SecretId"] = NameOf(role),
                ["AddReplicaRegions"] = new JsonArray(new JsonObject { ["Region"] = site }),
            },
            cancellation: Token);
    }

    /// <summary>The login that servers read at this moment.</summary>
    public async Task<NodeAddress> CurrentAsync(string role)
    {
        // Without the stage moto answers with the version that was put last.
        var answer = await calls.CallAsync(
            JsonService.Secrets,
            "GetSecretValue",
            new JsonObject { ["SecretId"] = NameOf(role), ["VersionStage"] = "AWSCURRENT" },
            cancellation: Token);
        using var value = JsonDocument.Parse(answer.GetProperty("SecretString").GetString()!);
        return admin with
        {
            Database = value.RootElement.GetProperty("dbname").GetString()!,
            User = value.RootElement.GetProperty("username").GetString()!,
            Password = value.RootElement.GetProperty("password").GetString()!,
        };
    }

    /// <summary>What the node answers to whoever enters so; null when it does not let him in.</summary>
    public static async Task<string?> AskAsync(NodeAddress login, string sql)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(login.ConnectionString("test", pooled: false));
            await using var command = source.CreateCommand(sql);
            return (await command.ExecuteScalarAsync(Token))?.ToString() ?? "";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return null;
        }
    }

    public void Dispose() => calls.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task DeployAsync()
    {
        await calls.CallAsync(
            JsonService.Parameters,
            "PutParameter",
            new JsonObject
            {
                ["Name"] = $"/domicile/eu/nodes/{name}",
                ["Type"] = "String",
                ["Value"] = $$"""{"primary":"{{admin.Place}}","readers":[],"secret":"domicile/eu/{{name}}/{role}"}""",
            },
            cancellation: Token);
        await StoreAsync("admin", Admin, Password);
        await StoreAsync("server", "domicile_server", "never-set");
        await StoreAsync("worker", "domicile_worker", "never-set");
        await StoreAsync("migrations", "domicile_owner", "never-set");
    }

    private Task StoreAsync(string role, string user, string password) => calls.CallAsync(
        JsonService.Secrets,
        "CreateSecret",
        new JsonObject
        {
            ["Name"] = NameOf(role),
            ["SecretString"] = new JsonObject
            {
                ["engine"] = "postgres",
                ["port"] = 5432,
                ["username"] = user,
                ["password"] = password,
                ["dbname"] = "domicile",
            }.ToJsonString(),
        },
        cancellation: Token);

    private static async Task RunAsync(NodeAddress login, params IEnumerable<string> statements)
    {
        await using var source = NpgsqlDataSource.Create(login.ConnectionString("test", pooled: false));
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Token);
        }
    }
}
