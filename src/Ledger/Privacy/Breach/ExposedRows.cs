using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Breach;

/// <summary>What one table of a shard held of one user.</summary>
/// <param name="Table">With its schema, such as <c>ledger.posting</c>.</param>
/// <param name="Held">Rows that were there at some time of the breach.</param>
/// <param name="Written">Those of them that were written while it lasted.</param>
public sealed record ExposedRows(UserId User, string Table, long Held, long Written);
