using System.Text.Json;
using Domicile.Aws.Calls;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;

namespace Domicile.Aws.Secrets;

/// <summary>
/// A node's login out of Secrets Manager, from the replica of the secret in the process's own site: read at the first
/// need, again every few minutes, and at once when the node refused it. When Secrets Manager does not answer, the login
/// that is known goes on. Lives as long as the process.
/// </summary>
/// <param name="calls">Of the site that the process runs in; stays the caller's.</param>
/// <param name="secret">Such as <c>domicile/eu/s1/server</c>.</param>
/// <param name="time">Tells how old the known login is.</param>
public sealed class SecretLogins(SignedCalls calls, string secret, TimeProvider time) : INodeLogins, IDisposable
{
    /// <summary>
    /// A known login is good for so long. By alternating users the one before stays good until the next rotation, so
    /// nobody notices.
    /// </summary>
    public static readonly TimeSpan KnowledgeAgeMax = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Secrets Manager is asked no more often than this for the same secret, however often a node refuses the login.
    /// </summary>
    public static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private Known? known;

    /// <summary>Such as <c>domicile/eu/s1/server</c>.</summary>
    public string Secret { get; } = secret;

    /// <exception cref="AwsRefusedException">It is not there, or may not be read, and no login is known.</exception>
    /// <exception cref="AwsUnavailableException">Secrets Manager does not answer, and no login is known.</exception>
    /// <exception cref="InvalidDataException">The secret has no user or no password.</exception>
    public async ValueTask<NodeLogin> ReadAsync(CancellationToken cancellation) =>
        Volatile.Read(ref known) is { } now && time.GetElapsedTime(now.ReadAt) < KnowledgeAgeMax
            ? now.Login
            : await ReadNowAsync(KnowledgeAgeMax, cancellation);

    /// <inheritdoc cref="ReadAsync"/>
    public async ValueTask<NodeLogin> RenewAsync(NodeLogin refused, CancellationToken cancellation) =>
        Volatile.Read(ref known) is { } now && now.Login != refused
            ? now.Login
            : await ReadNowAsync(RenewalPause, cancellation);

    public void Dispose() => turn.Dispose();

    /// <summary>One asks, the others take its answer.</summary>
    private async Task<NodeLogin> ReadNowAsync(TimeSpan ageMax, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (known is { } now && time.GetElapsedTime(now.ReadAt) < ageMax)
            {
                return now.Login;
            }

            try
            {
                known = new Known(await AskAsync(cancellation), time.GetTimestamp());
            }
            catch (Exception e) when (
                known is not null && e is AwsUnavailableException or AwsRefusedException or InvalidDataException)
            {
                // Static stability: the node decides whether the login is still good. Asked again after a while.
                known = known! with { ReadAt = time.GetTimestamp() };
            }

            return known.Login;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<NodeLogin> AskAsync(CancellationToken cancellation)
    {
        var text = await new SecretReader(calls).ReadAsync(Secret, cancellation);
        return TryRead(text) ?? throw new InvalidDataException(
            $"The secret {Secret} in {calls.Site.Name} is not a JSON object with username and password.");
    }

    private static NodeLogin? TryRead(string text)
    {
        try
        {
            using var value = JsonDocument.Parse(text);
            return Text(value.RootElement, "username") is { } user
                && Text(value.RootElement, "password") is { } password
                    ? new NodeLogin(user, password)
                    : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The message would quote what is there, and it may be the password.
            return null;
        }
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();

    private sealed record Known(NodeLogin Login, long ReadAt);
}
