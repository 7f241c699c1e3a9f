using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Sharding.Topology;
using Domicile.Testing.Aws;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>One AWS Region of moto, with what the infrastructure would have made there for a region's nodes.</summary>
internal sealed class MotoSite : IDisposable
{
    private readonly SignedCalls calls;

    private MotoSite(SiteAccess access)
    {
        Access = access;
        calls = new SignedCalls(access, TimeProvider.System);
    }

    public SiteAccess Access { get; }

    public string Name => Access.Name;

    /// <summary>HOST:PORT of the replicas that the site has of each node.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];

    /// <summary>What a process needs to take moto for AWS.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = (await StandIns.Moto.AddressAsync()).AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["DOMICILE_DATABASE_ROOTS"] = "none",
        };
        foreach (var (name, value) in environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        return environment;
    }

    /// <summary>After <see cref="EnvironmentAsync"/>.</summary>
    public static MotoSite Open(string name, params string[] readers) =>
        new(SiteAccess.FromEnvironment(name)) { Readers = readers };

    public Task<JsonElement> CallAsync(JsonService service, string operation, JsonObject parameters) =>
        calls.CallAsync(service, operation, parameters);

    public Task PutParameterAsync(string name, string value) => CallAsync(
        JsonService.Parameters,
        "PutParameter",
        new JsonObject { ["Name"] = name, ["Type"] = "String", ["Value"] = value, ["Overwrite"] = true });

    /// <summary>Makes a secret, or gives one that is there another value.</summary>
    public async Task PutSecretAsync(string name, string text)
    {
        try
        {
            await CallAsync(
                JsonService.Secrets, "CreateSecret", new JsonObject { ["Name"] = name, ["SecretString"] = text });
        }
        catch (AwsRefusedException e) when (e.Code == "ResourceExistsException")
        {
            await CallAsync(
                JsonService.Secrets,
                "PutSecretValue",
                new JsonObject { ["SecretId"] = name, ["SecretString"] = text });
        }
    }

    /// <summary>
    /// Where a node is, and what roles enter it with; the secrets name a host that is not to be believed.
    /// </summary>
    public async Task PutNodeAsync(
        string region, string node, NodeAddress address, params (string Role, NodeAddress Login)[] logins)
    {
        await PutParameterAsync($"/domicile/{region}/nodes/{node}", new JsonObject
        {
            ["primary"] = address.Place,
            ["readers"] = new JsonArray([.. Readers]),
            ["secret"] = $"domicile/{region}/{node}/{{role}}",
        }.ToJsonString());
        foreach (var (role, login) in logins)
        {
            await PutSecretAsync($"domicile/{region}/{node}/{role}", new JsonObject
            {
                ["host"] = "a-replica-names-the-wrong-host.example",
                ["username"] = login.User,
                ["password"] = login.Password,
                ["dbname"] = login.Database,
            }.ToJsonString());
        }
    }

    /// <summary>What the servers of the site are told of a node now.</summary>
    public async Task<JsonNode> NodeAsync(string region, string node)
    {
        var answer = await CallAsync(
            JsonService.Parameters, "GetParameter", new JsonObject { ["Name"] = $"/domicile/{region}/nodes/{node}" });
        return JsonNode.Parse(answer.GetProperty("Parameter").GetProperty("Value").GetString()!)!;
    }

    public Task ForgetNodeAsync(string region, string node) => CallAsync(
        JsonService.Parameters, "DeleteParameter", new JsonObject { ["Name"] = $"/domicile/{region}/nodes/{node}" });

    public void Dispose() => calls.Dispose();
}
