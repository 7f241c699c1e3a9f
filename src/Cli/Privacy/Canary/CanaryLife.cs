using System.Text.Json;
using Domicile.Cli.Tokens;
using Domicile.Local.Folders;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// A canary's life, from the making of the user to its erasure: uses its data in every way that the API has, right and
/// wrong. For one proof.
/// </summary>
internal sealed class CanaryLife(WorldAddresses addresses, string region, CanaryMarkers markers) : IDisposable
{
    private const int CompanionCount = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ErasureMax = TimeSpan.FromMinutes(2);

    private readonly RegionTokens tokens = new(addresses.Folder, TimeProvider.System);
    private readonly CanaryDoor door = new(addresses.World.ServerUrl(region));

    private string Operator => tokens.ForOperator(region);

    private string Officer => tokens.ForRole(region, "privacy-officer");

    /// <summary>Makes the user and others to pay, and moves money among them; answers with the canary's id.</summary>
    public async Task<UserId> PlantAsync(CancellationToken cancellation)
    {
        var details = Json(new { name = markers.Name, email = markers.Email, birthDate = markers.BirthDate });
        var user = await AddUserAsync(door, Operator, (details, markers.Key), cancellation);
        var others = new List<string>();
        for (var i = 0; i < CompanionCount; i++)
        {
            others.Add(await AddUserAsync(door, Operator, ("{}", null), cancellation));
        }

        foreach (var other in addresses.World.Regions.Where(other => other != region))
        {
            using var theirs = new CanaryDoor(addresses.World.ServerUrl(other));
            others.Add(await AddUserAsync(theirs, tokens.ForOperator(other), ("{}", null), cancellation));
        }

        await PayAsync("external", user, "1000.00", cancellation);
        foreach (var other in others)
        {
            await PayAsync(user, other, "10.00", cancellation);
            if (other.StartsWith(region + "-", StringComparison.Ordinal))
            {
                await PayAsync(other, user, "1.00", cancellation);
            }
        }

        await PayAsync(user, "external", "5.00", cancellation);
        return UserId.TryParse(user, out var id) ? id : throw new InvalidOperationException($"{user} is no user id.");
    }

    /// <summary>Reads everything, changes what can be changed, makes every mistake; answers how many calls.</summary>
    public async Task<int> UseAsync(UserId user, CancellationToken cancellation)
    {
        var own = tokens.ForUser(user);
        var calls = CanaryCalls.Of(user, markers)
            .SelectMany(call => new[] { own, Operator, Officer }.Select(token => call with { Token = token }))
            .ToList();
        foreach (var call in calls)
        {
            await door.AskAsync(call, cancellation);
        }

        return calls.Count;
    }

    /// <summary>
    /// Asks for the erasure with the user's own token and a one-time code, and waits until it is certified.
    /// </summary>
    /// <returns>The erasure as the API shows it, with its certificate.</returns>
    public async Task<JsonElement> EraseAsync(UserId user, CancellationToken cancellation)
    {
        var code = (await door.MustAsync(
            new(Operator, "POST", $"/v1/users/{user}/erasure-codes"), cancellation)).GetProperty("code").GetString();
        var order = new CanaryCall(
            tokens.ForUser(user), "DELETE", $"/v1/users/{user}/personal-data", Json(new { balance = "pay-out", code }));
        await door.MustAsync(order, cancellation);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var erasure = await door.MustAsync(new(Operator, "GET", $"/v1/users/{user}/erasure"), cancellation);
            if (erasure.TryGetProperty("certificate", out _)
                || TimeProvider.System.GetElapsedTime(startedAt) > ErasureMax)
            {
                return erasure;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    public void Dispose() => door.Dispose();

    private static async Task<string> AddUserAsync(
        CanaryDoor at, string token, (string Body, string? Key) user, CancellationToken cancellation)
    {
        var made = await at.MustAsync(new(token, "POST", "/v1/users", user.Body) { Key = user.Key }, cancellation);
        var id = made.GetProperty("id").GetString()!;
        await at.MustAsync(new(token, "POST", $"/v1/users/{id}/accounts", Json(new { asset = "EUR" })), cancellation);
        return id;
    }

    private Task<JsonElement> PayAsync(string from, string to, string amount, CancellationToken cancellation) =>
        door.MustAsync(
            new(Operator, "POST", "/v1/transfers", Json(
                new { from, to, amount, asset = "EUR", reference = markers.Reference }))
            { Headers = [("Prefer", "wait=10")] },
            cancellation);

    private static string Json(object value) => JsonSerializer.Serialize(value);
}
