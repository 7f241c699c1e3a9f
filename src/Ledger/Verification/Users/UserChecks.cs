using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Verification.Users;

/// <summary>
/// What must hold of the users of a whole region: each is on one shard, the one that the register says. Register and
/// shards are read side by side in the order of user numbers.
/// </summary>
internal sealed class UserChecks
{
    private static readonly Invariant Once = new("users-once", "No user is on two shards.");

    private static readonly Invariant Kept =
        new("creations-have-users", "Every user of the register is on the shard where it was placed.");

    private static readonly Invariant Known = new("users-have-creations", "Every user of a shard is in the register.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Once, Kept, Known];

    private static readonly string CreationsSql = SqlFile.Read<UserChecks>("ReadCreations.sql");
    private static readonly string UnfinishedSql = SqlFile.Read<UserChecks>("ReadUnfinishedCreations.sql");
    private static readonly string PlacedSql = SqlFile.Read<UserChecks>("ReadPlacedUsers.sql");

    private readonly Findings kept;
    private readonly Dictionary<string, (Findings Once, Findings Known)> shards;
    private readonly HashSet<Guid> unfinished;

    private UserChecks(VerifiedNode register, IEnumerable<VerifiedNode> shards, HashSet<Guid> unfinished)
    {
        kept = new Findings(Kept, register.Name);
        this.shards = shards.ToDictionary(
            shard => shard.ShortName,
            shard => (new Findings(Once, shard.Name), new Findings(Known, shard.Name)),
            StringComparer.Ordinal);
        this.unfinished = unfinished;
    }

    /// <param name="before">The register as it was before the shards were looked at.</param>
    /// <param name="shards">All shards of the region: a user of one that is missing here would seem lost.</param>
    /// <param name="after">The register as it was afterwards.</param>
    /// <exception cref="Npgsql.NpgsqlException">A node stopped answering, or is without its tables.</exception>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot before, IReadOnlyList<NodeSnapshot> shards, NodeSnapshot after, CancellationToken cancellation)
    {
        var begun = await after.ReadAsync(UnfinishedSql, row => row.GetGuid(0), cancellation)
            .ToHashSetAsync(cancellationToken: cancellation);
        var checks = new UserChecks(before.Node, shards.Select(shard => shard.Node), begun);
        List<IAsyncEnumerable<UserMark>> sources =
        [
            Creations(before, UserMarkOrigin.RegisterBefore, cancellation),
            Creations(after, UserMarkOrigin.RegisterAfter, cancellation),
            .. shards.Select(shard => shard.ReadAsync(
                PlacedSql,
                row => new UserMark(row.GetInt64(0), row.GetGuid(1), shard.Node.ShortName, UserMarkOrigin.Shard),
                cancellation)),
        ];
        await foreach (var marks in UserMerge.ByNumberAsync(sources, cancellation))
        {
            checks.Look(marks);
        }

        return checks.Results();
    }

    private void Look(IReadOnlyList<UserMark> marks)
    {
        var row = $"user {marks[0].Number}";
        var placed = marks.Where(mark => mark.Origin == UserMarkOrigin.Shard).ToList();
        var after = marks.Where(mark => mark.Origin == UserMarkOrigin.RegisterAfter).ToList();
        foreach (var creation in marks.Where(mark => mark.Origin == UserMarkOrigin.RegisterBefore))
        {
            kept.Add(row, placed.Any(user => user.Shard == creation.Shard && user.CreationId == creation.CreationId)
                ? null
                : $"was placed on {creation.Shard} by creation {creation.CreationId}, which is not there");
        }

        foreach (var user in placed)
        {
            var elsewhere = placed.Find(other => other.Shard != user.Shard);
            shards[user.Shard].Once.Add(row, elsewhere is null ? null : $"is on {elsewhere.Shard} as well");
            var isKnown = after.Any(creation => creation.CreationId == user.CreationId)
                || unfinished.Contains(user.CreationId);
            shards[user.Shard].Known.Add(
            row, isKnown ? null : $"is of creation {user.CreationId}, which the register does not have");
        }
    }

    private List<InvariantResult> Results() =>
    [
        kept.ToResult(),
        .. shards.Values.SelectMany(findings => new[] { findings.Once.ToResult(), findings.Known.ToResult() }),
    ];

    private static IAsyncEnumerable<UserMark> Creations(
        NodeSnapshot register, UserMarkOrigin origin, CancellationToken cancellation) => register.ReadAsync(
            CreationsSql,
            row => new UserMark(row.GetInt64(0), row.GetGuid(1), row.GetString(2), origin),
            cancellation);
}
