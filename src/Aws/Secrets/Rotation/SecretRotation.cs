using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Aws.Parameters;
using Domicile.Sharding.Topology;

namespace Domicile.Aws.Secrets.Rotation;

/// <summary>
/// Rotates the secrets of nodes, step by step, as Secrets Manager asks. A role's two users take turns, so that the user
/// of the version before can enter until the next rotation, and no server notices. Every step can be repeated, and the
/// first rotation makes the logins of an empty node. Lives as long as the process.
/// </summary>
/// <param name="calls">Of the writer site; stays the caller's.</param>
public sealed class SecretRotation(SignedCalls calls)
{
    private const string Current = "AWSCURRENT";
    private const string Pending = "AWSPENDING";
    private const string Previous = "AWSPREVIOUS";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int PasswordLength = 48;
    private const int PortDefault = 5432;

    /// <exception cref="InvalidDataException">The secret is none of a node, or not of its form.</exception>
    /// <exception cref="InvalidOperationException">
    /// The node does not let the new version in, or a site has an older copy of the secret.
    /// </exception>
    /// <exception cref="AwsRefusedException">AWS refuses a call.</exception>
    /// <exception cref="AwsUnavailableException">AWS does not answer; the step is asked for again.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The node does not answer; the step is asked for again.</exception>
    public async Task RunAsync(RotationCall call, CancellationToken cancellation)
    {
        var described = await AskAsync(
            "DescribeSecret", new JsonObject { ["SecretId"] = call.SecretId }, cancellation);
        var secret = NodeSecret.Of(described.GetProperty("Name").GetString()!);
        if (VersionOf(described, Current) == call.Version)
        {
            return;
        }

        switch (call.Step)
        {
            case RotationCall.Create:
                await CreateAsync(call, secret, described, cancellation);
                break;
            case RotationCall.Set:
                await SetAsync(call, secret, cancellation);
                break;
            case RotationCall.Test:
                await TestAsync(call, secret, cancellation);
                break;
            default:
                await FinishAsync(call, VersionOf(described, Current), cancellation);
                break;
        }
    }

    private async Task CreateAsync(
        RotationCall call, NodeSecret secret, JsonElement described, CancellationToken cancellation)
    {
        if (await FindAsync(call.SecretId, Pending, call.Version, cancellation) is not null)
        {
            return;
        }

        if (VersionOf(described, Previous) is not null)
        {
            SecretCopies.MustBeInStep(described);
        }

        var value = await NeedAsync(call.SecretId, Current, cancellation);
        value["username"] = secret.Next(Text(value, "username"));
        value["password"] = RandomNumberGenerator.GetString(Alphabet, PasswordLength);
        await AskAsync(
            "PutSecretValue",
            new JsonObject
            {
                ["SecretId"] = call.SecretId,
                ["ClientRequestToken"] = call.Version,
                ["SecretString"] = value.ToJsonString(),
                ["VersionStages"] = new JsonArray(Pending),
            },
            cancellation);
    }

    private async Task SetAsync(RotationCall call, NodeSecret secret, CancellationToken cancellation)
    {
        var wanted = await AddressAsync(
            secret, await NeedAsync(call.SecretId, Pending, cancellation, call.Version), cancellation);
        if (await NodeLogins.EntersAsync(wanted, cancellation))
        {
            return;
        }

        var admin = await AdminAsync(secret, cancellation);
        await NodeLogins.SetAsync(
            admin, secret.RoleOf(wanted.User), new NodeLogin(wanted.User, wanted.Password), cancellation);
    }

    private async Task TestAsync(RotationCall call, NodeSecret secret, CancellationToken cancellation)
    {
        var wanted = await AddressAsync(
            secret, await NeedAsync(call.SecretId, Pending, cancellation, call.Version), cancellation);
        if (!await NodeLogins.EntersAsync(wanted, cancellation))
        {
            throw new InvalidOperationException(
                $"{secret.Region}/{secret.Node} does not let {wanted.User} in with the new password.");
        }
    }

    private async Task FinishAsync(RotationCall call, string? current, CancellationToken cancellation)
    {
        var change = new JsonObject
        {
            ["SecretId"] = call.SecretId,
            ["VersionStage"] = Current,
            ["MoveToVersionId"] = call.Version,
        };
        if (current is not null)
        {
            change["RemoveFromVersionId"] = current;
        }

        await AskAsync("UpdateSecretVersionStage", change, cancellation);
    }

    /// <summary>The administrator by its current password, or by the next while that is being rotated.</summary>
    private async Task<NodeAddress> AdminAsync(NodeSecret secret, CancellationToken cancellation)
    {
        foreach (var stage in new[] { Current, Pending })
        {
            if (await FindAsync(secret.Admin, stage, null, cancellation) is { } value
                && await AddressAsync(secret, value, cancellation) is var admin
                && await NodeLogins.EntersAsync(admin, cancellation))
            {
                return admin;
            }
        }

        throw new InvalidOperationException(
            $"{secret.Region}/{secret.Node} does not let its administrator in: put its password into {secret.Admin}.");
    }

    /// <summary>Where the node is, by its parameter and never by a secret, and as whom to enter it.</summary>
    private async Task<NodeAddress> AddressAsync(NodeSecret secret, JsonObject value, CancellationToken cancellation)
    {
        var text = await new ParameterReader(calls).ReadAsync(secret.Parameter, cancellation)
            ?? throw new InvalidDataException($"The parameter {secret.Parameter} is missing in {calls.Site.Name}.");
        using var parameter = JsonDocument.Parse(text);
        var place = parameter.RootElement.GetProperty("primary").GetString()!.Split(':');
        return new NodeAddress(
            place[0],
            place.Length > 1 ? int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture) : PortDefault,
            Text(value, "dbname"),
            Text(value, "username"),
            Text(value, "password")) { Roots = DatabaseRoots.File };
    }

    private async Task<JsonObject> NeedAsync(
        string secret, string stage, CancellationToken cancellation, string? version = null) =>
        await FindAsync(secret, stage, version, cancellation)
        ?? throw new InvalidDataException($"The secret {secret} has no version {stage}.");

    private async Task<JsonObject?> FindAsync(
        string secret, string stage, string? version, CancellationToken cancellation)
    {
        var asked = new JsonObject { ["SecretId"] = secret, ["VersionStage"] = stage };
        if (version is not null)
        {
            asked["VersionId"] = version;
        }

        try
        {
            var answer = await AskAsync("GetSecretValue", asked, cancellation);
            return TryRead(answer) ?? throw new InvalidDataException($"The secret {secret} is not a JSON object.");
        }
        catch (AwsRefusedException e) when (e.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    private static JsonObject? TryRead(JsonElement answer)
    {
        try
        {
            return JsonNode.Parse(answer.GetProperty("SecretString").GetString()!) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            // The message would quote what is there, and it may be the password.
            return null;
        }
    }

    private Task<JsonElement> AskAsync(string operation, JsonObject parameters, CancellationToken cancellation) =>
        calls.CallAsync(JsonService.Secrets, operation, parameters, cancellation: cancellation);

    private static string? VersionOf(JsonElement described, string stage) =>
        described.TryGetProperty("VersionIdsToStages", out var versions)
            ? versions.EnumerateObject()
                .Where(version => version.Value.EnumerateArray().Any(label => label.GetString() == stage))
                .Select(version => version.Name)
                .FirstOrDefault()
            : null;

    private static string Text(JsonObject value, string name) => value[name]?.GetValue<string>()
        ?? throw new InvalidDataException($"The secret has no {name}.");
}
