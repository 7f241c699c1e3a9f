using System.Text.Json;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// The calls that show, change and mistake a canary's data: where a name might slip into a log, an error or a table.
/// </summary>
internal static class CanaryCalls
{
    /// <summary>Without their tokens.</summary>
    public static IEnumerable<CanaryCall> Of(UserId user, CanaryMarkers markers) =>
    [
        .. Right(user, markers),
        .. Wrong(user, markers),
        .. WrongHeaders(user, markers),
    ];

    private static IEnumerable<CanaryCall> Right(UserId user, CanaryMarkers markers) =>
    [
        Get($"/v1/users/{user}"),
        Get($"/v1/users?email={Uri.EscapeDataString(markers.Email)}"),
        Get($"/v1/users/{user}/accounts"),
        Get($"/v1/users/{user}/balances"),
        Get($"/v1/users/{user}/transfers"),
        Get($"/v1/users/{user}/statistics"),
        Get($"/v1/users/{user}/access-log"),
        Get($"/v1/users/{user}/export"),
        Get($"/v1/users/{user}/export") with { Headers = [("Accept", "application/zip")] },
        Send("PATCH", $"/v1/users/{user}", new { name = markers.Name }),
        Send("PATCH", $"/v1/users/{user}", new { email = markers.Email, birthDate = markers.BirthDate }),
    ];

    private static IEnumerable<CanaryCall> Wrong(UserId user, CanaryMarkers markers) =>
    [
        Get($"/v1/users/{Uri.EscapeDataString(markers.Name)}"),
        Get($"/v1/users/{user}/transfers?{Uri.EscapeDataString(markers.Name)}={Uri.EscapeDataString(markers.Email)}"),
        Get($"/v1/users?email={Uri.EscapeDataString(markers.Name)}"),
        Get($"/v1/{Uri.EscapeDataString(markers.Reference)}"),
        Get($"/{Uri.EscapeDataString(markers.Email)}?name={Uri.EscapeDataString(markers.Name)}"),
        Send("POST", "/v1/users", new Dictionary<string, string> { [markers.Name] = markers.Email }),
        Send("POST", "/v1/users", new { name = markers.Name, email = markers.Name, birthDate = markers.BirthDate }),
        Send("POST", "/v1/users", new { name = markers.Name + "\n", email = markers.Email }),
        Send("POST", "/v1/users", new { name = "another" }) with { Key = markers.Key },
        Send("PATCH", $"/v1/users/{user}", new { birthDate = markers.Name }),
        Send("POST", $"/v1/users/{user}/accounts", new { asset = markers.Name }),
        Send("POST", "/v1/assets", new { code = markers.Name, scale = markers.BirthDate }),
        Pay(markers.Name, $"{user}", "1.00", markers.Reference),
        Pay($"{user}", markers.Email, "1.00", markers.Reference),
        Pay($"{user}", "external", markers.Reference, markers.Reference),
        Pay($"{user}", "external", "1.00", string.Concat(Enumerable.Repeat(markers.Reference, 9))),
        Pay($"{user}", "external", "999999999.00", markers.Reference),
        Send("POST", $"/v1/users/{user}/restriction", new { reason = markers.Reference, name = markers.Name }),
        Send("POST", "/v1/privacy/requests", new { kind = markers.Name, user = markers.Email }),
    ];

    private static IEnumerable<CanaryCall> WrongHeaders(UserId user, CanaryMarkers markers) =>
    [
        new("", "POST", "/v1/users", markers.Name + " " + markers.Email),
        new("", "POST", "/v1/users", $"{{\"name\":\"{markers.Name}\"") { MediaType = "text/plain" },
        Get($"/v1/users/{user}") with { Headers = [("User-Agent", markers.Key), ("Referer", markers.Email)] },
        Get($"/v1/users/{user}") with { Headers = [("Domicile-Position", markers.Key), ("Prefer", markers.Key)] },
        new("", "POST", "/v1/users", "{}") { Key = markers.Name },
        new("", "POST", "/v1/users", "{}") { Headers = [("X-Name", markers.Email), ("Cookie", markers.Email)] },
    ];

    private static CanaryCall Get(string path) => new("", "GET", path);

    private static CanaryCall Send(string method, string path, object body) =>
        new("", method, path, JsonSerializer.Serialize(body));

    private static CanaryCall Pay(string from, string to, string amount, string reference) =>
        Send("POST", "/v1/transfers", new { from, to, amount, asset = "EUR", reference });
}
