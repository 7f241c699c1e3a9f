using Domicile.Cli.Client;

namespace Domicile.Cli.Privacy.Rights;

/// <summary>The calls about rights, on a region's API.</summary>
internal static class RightsCalls
{
    private const int PageSize = 500;

    /// <summary>Every request of a state, the one with the least time left first.</summary>
    public static async Task<IReadOnlyList<RequestBody>> ListRequestsAsync(
        this RegionClient client, string state, CancellationToken cancellation)
    {
        var all = new List<RequestBody>();
        for (string? cursor = ""; cursor is not null;)
        {
            var path = $"/v1/privacy/requests?state={state}&limit={PageSize}{cursor}";
            var answer = await client.SendAsync<RequestList>(HttpMethod.Get, path, null, null, cancellation);
            var page = answer.ValueOrThrow();
            all.AddRange(page.Requests);
            cursor = page.NextCursor is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }

        return all;
    }

    public static Task<ApiAnswer<FoundUsers>> FindByEmailAsync(
        this RegionClient client, string email, CancellationToken cancellation) =>
        client.SendAsync<FoundUsers>(
            HttpMethod.Get, $"/v1/users?email={Uri.EscapeDataString(email)}", null, null, cancellation);

    public static Task<ApiAnswer<UserBody>> RestrictAsync(
        this RegionClient client, string user, string reason, CancellationToken cancellation) =>
        client.SendAsync<UserBody>(
            HttpMethod.Post, $"/v1/users/{user}/restriction", new NewRestriction(reason), null, cancellation);

    public static Task<ApiAnswer<UserBody>> LiftAsync(
        this RegionClient client, string user, CancellationToken cancellation) =>
        client.SendAsync<UserBody>(HttpMethod.Delete, $"/v1/users/{user}/restriction", null, null, cancellation);
}
