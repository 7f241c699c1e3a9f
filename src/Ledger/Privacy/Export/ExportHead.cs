using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>What an export begins with.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="At">When it began, UTC; what changes after it may be in it or not.</param>
/// <param name="Years">For how long the region keeps what a law makes it keep.</param>
public sealed record ExportHead(UserId User, DateTimeOffset At, RetentionYears Years);
