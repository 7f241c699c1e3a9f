using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>Seals and opens the reasons of requests, each for its request and field only.</summary>
internal sealed class ReasonVault(UserKeys keys)
{
    /// <summary>Null for no reason, and for a user without a key, of whom nothing can be kept.</summary>
    public async ValueTask<byte[]?> SealAsync(
        UserId user, string place, string? reason, CancellationToken cancellation)
    {
        if (reason is null)
        {
            return null;
        }

        using var key = await keys.FindAsync(user, cancellation);
        return key?.Close(place, reason);
    }

    /// <summary>Null when there is none, or the user's key is gone.</summary>
    public async ValueTask<string?> OpenAsync(
        UserId user, string place, byte[]? sealedReason, CancellationToken cancellation)
    {
        if (sealedReason is null)
        {
            return null;
        }

        using var key = await keys.FindAsync(user, cancellation);
        return key?.Open(place, sealedReason);
    }

    public static string ReasonOf(Guid request) => $"request/{request}";

    public static string ExtensionOf(Guid request) => $"request-extension/{request}";
}
