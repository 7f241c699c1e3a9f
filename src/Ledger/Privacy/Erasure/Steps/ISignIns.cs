using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>
/// Where the region's users sign in, with an address and a password that are personal data too. A user pool in a
/// cloud; nothing on this machine, where a token is made by a command. Lives as long as the process.
/// </summary>
public interface ISignIns
{
    /// <summary>Removes whoever signs in as a user; nobody is as good as removed. Safe to repeat.</summary>
    /// <returns>Null when there is nobody any more; else what it waits for, without the user.</returns>
    /// <exception cref="ServiceUnavailableException">It does not answer; whether it was done is unknown.</exception>
    Task<string?> RemoveAsync(UserId user, CancellationToken cancellation);
}
