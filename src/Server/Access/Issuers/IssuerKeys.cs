using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Domicile.Server.Access.Issuers;

/// <summary>
/// The keys that an issuer publishes, by discovery and its key set. Read when they are first needed, once an hour, and
/// at once when a token names a key that is not among them; after a reading that did not have it either, not for ten
/// seconds, however many such tokens come. An issuer that does not answer is believed by its last keys for a day.
/// Callers at the same time share one reading. Lives as long as the server.
/// </summary>
internal sealed class IssuerKeys(IssuerTerms terms, HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    /// <summary>Keys that are older are read again.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);

    /// <summary>For so long an issuer that is silent is believed by its last keys.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromDays(1);

    /// <summary>After a reading in vain, whatever tokens name.</summary>
    public static readonly TimeSpan ReadPause = TimeSpan.FromSeconds(10);

    private const int BytesMax = 256 * 1024;

    private readonly HttpClient http = new(handler)
    {
        Timeout = TimeSpan.FromSeconds(3),
        MaxResponseContentBufferSize = BytesMax,
    };

    private readonly SemaphoreSlim gate = new(1);
    private Known? known;
    private long? missedAt;

    /// <summary>The keys as they were last read; none before the first reading.</summary>
    public IReadOnlyList<SecurityKey> Current =>
        Volatile.Read(ref known) is { } read && time.GetElapsedTime(read.At) < BelievedFor ? read.Keys : [];

    /// <summary>Reads the keys if they are old or do not have this one.</summary>
    /// <param name="id">The <c>kid</c> that a token names.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IssuerSilentException">No keys are known, and the issuer does not answer.</exception>
    public async ValueTask EnsureAsync(string id, CancellationToken cancellation)
    {
        if (Has(id))
        {
            return;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            if (!Has(id) && (missedAt is not { } missed || time.GetElapsedTime(missed) >= ReadPause))
            {
                missedAt = time.GetTimestamp();
                await ReadAsync(cancellation);
                missedAt = Has(id) ? null : missedAt;
            }
        }
        catch (Exception e) when (IsSilence(e) && !cancellation.IsCancellationRequested)
        {
            if (Current.Count == 0)
            {
                throw Silent(e);
            }
        }
        finally
        {
            gate.Release();
        }

        if (Current.Count == 0)
        {
            throw Silent(null);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }

    private bool Has(string id) =>
        Volatile.Read(ref known) is { } read
        && time.GetElapsedTime(read.At) < FreshFor
        && read.Keys.Any(key => key.KeyId == id);

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var discovered = await ReadJsonAsync(terms.Discovery, cancellation);
        if (Text(discovered, "issuer") != terms.IssuerText)
        {
            throw new InvalidDataException($"{terms.Discovery} speaks for another issuer.");
        }

        var address = Text(discovered, "jwks_uri");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var place) || !IssuerTerms.IsSafe(place))
        {
            throw new InvalidDataException($"{terms.Discovery} names no safe address of keys.");
        }

        var keys = new JsonWebKeySet((await ReadJsonAsync(place, cancellation)).GetRawText());
        keys.SkipUnresolvedJsonWebKeys = true;
        SecurityKey[] usable = [.. keys.GetSigningKeys().Where(IsUsable)];
        if (usable.Length == 0)
        {
            throw new InvalidDataException($"{place} has no key that signs by RS256 or ES256.");
        }

        Volatile.Write(ref known, new Known(usable, time.GetTimestamp()));
    }

    private async Task<JsonElement> ReadJsonAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(address, cancellation);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation));
    }

    private IssuerSilentException Silent(Exception? cause) => new(
        $"The issuer of region {terms.Region} does not tell its keys; nobody's token can be checked.", cause);

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // Symmetric keys have no place in a published set; what is there is not taken for one of ours.
    private static bool IsUsable(SecurityKey key) =>
        !string.IsNullOrEmpty(key.KeyId) && key switch
        {
            RsaSecurityKey rsa => rsa.KeySize >= 2048,
            ECDsaSecurityKey curve => curve.KeySize == 256,
            JsonWebKey web => web is { Kty: "RSA", KeySize: >= 2048 } or { Kty: "EC", KeySize: 256 },
            _ => false,
        };

    private static bool IsSilence(Exception exception) => exception
        is HttpRequestException or OperationCanceledException or InvalidDataException or JsonException
            or ArgumentException or InvalidOperationException;

    private sealed record Known(IReadOnlyList<SecurityKey> Keys, long At);
}
