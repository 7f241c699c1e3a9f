using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Sharding.Topology;

namespace Domicile.Server.Tests.Clouds;

/// <summary>One AWS Region of a stand-in: makes there what the infrastructure would have made.</summary>
internal sealed class CloudSite(SiteAccess access, Uri endpoint) : IDisposable
{
    private static readonly JsonService Keys = new("kms", "TrentService", "1.1", "KMS");

    public SignedCalls Calls { get; } = new(access, TimeProvider.System);

    public string Name => access.Name;

    /// <summary>Where its services are.</summary>
    public Uri Endpoint => endpoint;

    public Task PutParameterAsync(string name, string value) => Calls.CallAsync(
        JsonService.Parameters,
        "PutParameter",
        new JsonObject { ["Name"] = name, ["Value"] = value, ["Type"] = "String", ["Overwrite"] = true });

    public Task PutSecretAsync(string name, string text) => Calls.CallAsync(
        JsonService.Secrets, "CreateSecret", new JsonObject { ["Name"] = name, ["SecretString"] = text });

    /// <summary>A role's login as rotation writes it; it names a host that is not to be believed.</summary>
    public Task PutLoginAsync(string secret, NodeAddress address, string? host = null) => PutSecretAsync(
        secret,
        new JsonObject
        {
            ["engine"] = "postgres",
            ["host"] = host ?? "a-replica-names-the-wrong-host.example",
            ["port"] = address.Port,
            ["username"] = address.User,
            ["password"] = address.Password,
            ["dbname"] = address.Database,
        }.ToJsonString());

    /// <summary>A node of a region: where it is, and the logins of both roles.</summary>
    public async Task PutNodeAsync(string region, string node, NodeAddress address)
    {
        await PutLoginAsync($"domicile/{region}/{node}/server", address);
        await PutLoginAsync($"domicile/{region}/{node}/worker", address.ForWork);
        await PutParameterAsync($"/domicile/{region}/nodes/{node}", new JsonObject
        {
            ["primary"] = address.Place,
            ["readers"] = new JsonArray(),
            ["secret"] = $"domicile/{region}/{node}/{{role}}",
        }.ToJsonString());
    }

    public async Task MakeQueueAsync(string name)
    {
        var dead = await MakeQueueAsync($"{name}-dead", []);
        var attributes = await Calls.CallAsync(
            JsonService.Queues,
            "GetQueueAttributes",
            new JsonObject { ["QueueUrl"] = dead, ["AttributeNames"] = new JsonArray("QueueArn") });
        await MakeQueueAsync(name, new JsonObject
        {
            ["VisibilityTimeout"] = "30",
            ["RedrivePolicy"] = new JsonObject
            {
                ["deadLetterTargetArn"] = attributes.GetProperty("Attributes").GetProperty("QueueArn").GetString(),
                ["maxReceiveCount"] = 5,
            }.ToJsonString(),
        });
    }

    /// <summary>A key with an alias; one that signs, or one that wraps in several sites.</summary>
    public async Task MakeKeyAsync(string alias, bool signs)
    {
        var made = await Calls.CallAsync(Keys, "CreateKey", signs
            ? new JsonObject { ["KeySpec"] = "ECC_NIST_P256", ["KeyUsage"] = "SIGN_VERIFY" }
            : new JsonObject { ["MultiRegion"] = true });
        await Calls.CallAsync(Keys, "CreateAlias", new JsonObject
        {
            ["AliasName"] = $"alias/{alias}",
            ["TargetKeyId"] = made.GetProperty("KeyMetadata").GetProperty("KeyId").GetString(),
        });
    }

    /// <summary>Gives another site a replica of a key, under the same alias.</summary>
    public async Task ReplicateKeyAsync(string alias, CloudSite other)
    {
        var key = await KeyOfAsync(alias);
        await Calls.CallAsync(Keys, "ReplicateKey", new JsonObject { ["KeyId"] = key, ["ReplicaRegion"] = other.Name });
        try
        {
            await other.Calls.CallAsync(Keys, "CreateAlias", new JsonObject
            {
                ["AliasName"] = $"alias/{alias}",
                ["TargetKeyId"] = key,
            });
        }
        catch (AwsRefusedException e) when (e.Code == "AlreadyExistsException")
        {
            // This stand-in knows the alias of the first site in the others too.
            Assert.Equal(key, await other.KeyOfAsync(alias));
        }
    }

    /// <summary>Makes a key unusable for everybody, or usable again.</summary>
    public async Task EnableKeyAsync(string alias, bool isEnabled) => await Calls.CallAsync(
        Keys, isEnabled ? "EnableKey" : "DisableKey", new JsonObject { ["KeyId"] = await KeyOfAsync(alias) });

    /// <summary>A bucket with Object Lock.</summary>
    public async Task MakeBucketAsync(string name)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint, name));
        request.Headers.Add("x-amz-bucket-object-lock-enabled", "true");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What a bucket holds, as S3 lists it.</summary>
    public async Task<string> ListAsync(string bucket)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(endpoint, $"{bucket}?list-type=2"));
    }

    public void Dispose() => Calls.Dispose();

    private async Task<string> KeyOfAsync(string alias)
    {
        var described = await Calls.CallAsync(Keys, "DescribeKey", new JsonObject { ["KeyId"] = $"alias/{alias}" });
        return described.GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;
    }

    private async Task<string> MakeQueueAsync(string name, JsonObject attributes)
    {
        var made = await Calls.CallAsync(
            JsonService.Queues, "CreateQueue", new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes });
        return made.GetProperty("QueueUrl").GetString()!;
    }
}
