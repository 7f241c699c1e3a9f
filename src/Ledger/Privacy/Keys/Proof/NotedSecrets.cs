using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Keys.Proof;

/// <summary>
/// What was noted of a user before its erasure, to look for it afterwards. Holds the key itself: for a user who is made
/// for the purpose, in memory only, and as short as the proof.
/// </summary>
/// <param name="User">Whose they are.</param>
/// <param name="WrappedKey">The wrapped key, byte for byte as the key database has it.</param>
/// <param name="Key">The key.</param>
/// <param name="Sealed">Every value that it had sealed, with the column that it is bound to.</param>
public sealed record NotedSecrets(
    UserId User, byte[] WrappedKey, byte[] Key, IReadOnlyList<(string Column, byte[] Value)> Sealed)
{
    /// <summary>The generation that had wrapped the key.</summary>
    public required int Generation { get; init; }
}
