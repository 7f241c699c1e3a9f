using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Sharding.Users;

namespace Domicile.Local.SignIns;

/// <summary>
/// This machine keeps nobody's sign-in: tokens are made by <c>./domicile token</c> and end by themselves, so
/// there is nothing to remove.
/// </summary>
public sealed class LocalSignIns : ISignIns
{
    /// <inheritdoc/>
    public Task<string?> RemoveAsync(UserId user, CancellationToken cancellation) => Task.FromResult<string?>(null);
}
