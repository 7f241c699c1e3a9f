using Domicile.Sharding.Replicas;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Users;

/// <summary>One query about a user's book.</summary>
/// <param name="User">Whose book it is.</param>
/// <param name="Sql">
/// $1 is the user's number and $2 the range's id, both asked in the query's own snapshot. It gives no row when
/// the shard does not own the range; its first column is null when the shard has no such book, else the number of the
/// book's last posting, if there is a <see cref="Trail"/>.
/// </param>
internal sealed record BookQuery(UserId User, string Sql)
{
    /// <summary>What the parameters from $3 on are.</summary>
    public Action<NpgsqlParameterCollection> More { get; init; } = _ => { };

    /// <summary>What the caller has seen; null for a caller who does not care.</summary>
    public ReadTrail? Trail { get; init; }

    /// <summary>It decides nothing: a replica may answer, if the caller says what it has seen.</summary>
    public bool MayBeOld { get; init; }
}
