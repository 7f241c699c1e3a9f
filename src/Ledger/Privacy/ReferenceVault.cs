using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// Seals and opens the free-text references of transfers, each with the key of the user in whose book it stands and
/// for that transfer only. Lives as long as its <see cref="UserKeys"/>.
/// </summary>
public sealed class ReferenceVault(UserKeys keys)
{
    /// <exception cref="Npgsql.NpgsqlException">
    /// The user's key is not in memory and the key database does not answer.
    /// </exception>
    /// <returns>Null when there is no such user: a key is made with its user, and here never.</returns>
    public async ValueTask<byte[]?> SealAsync(
        UserId user, Guid transferId, string text, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(user, cancellation);
        return key?.Close(Column(transferId), text);
    }

    /// <exception cref="SealBrokenException">It was not sealed by this class for this user and transfer.</exception>
    /// <exception cref="Npgsql.NpgsqlException">
    /// The user's key is not in memory and the key database does not answer.
    /// </exception>
    public async ValueTask<string> OpenAsync(
        UserId user, Guid transferId, byte[] sealedText, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(user, cancellation) ?? throw new SealBrokenException();
        return key.Open(Column(transferId), sealedText);
    }

    /// <summary>The text, or null when the user's key is gone: nobody can read it any more.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    internal async ValueTask<string?> FindAsync(
        UserId user, Guid transferId, byte[] sealedText, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(user, cancellation);
        return key?.Open(Column(transferId), sealedText);
    }

    internal static string Column(Guid transferId) => $"reference/{transferId}";
}
