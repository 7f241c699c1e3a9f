using Domicile.Ledger.Passes;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Retention;

/// <summary>The passes that destroy, in one region, what the catalogue keeps for a number of years.</summary>
public sealed class RetentionWork
{
    private static readonly string ForgetCodesSql = SqlFile.Read<RetentionWork>("ForgetCodes.sql");
    private static readonly string ForgetEntriesSql = SqlFile.Read<RetentionWork>("ForgetEntries.sql");
    private static readonly string ForgetRequestsSql = SqlFile.Read<RetentionWork>("ForgetRequests.sql");
    private static readonly string ForgetRestrictionsSql = SqlFile.Read<RetentionWork>("ForgetRestrictions.sql");
    private static readonly string ForgetUnplacedSql = SqlFile.Read<RetentionWork>("ForgetUnplaced.sql");

    private readonly NodePool register;
    private readonly NodePool keyDatabase;
    private readonly RetentionTopology years;
    private readonly TimeProvider time;

    internal RetentionWork(NodePool register, NodePool keyDatabase, LedgerOptions options)
    {
        this.register = register;
        this.keyDatabase = keyDatabase;
        years = options.Retention;
        time = options.Time;
    }

    /// <summary>Those that work on the region as a whole, once a day.</summary>
    public IReadOnlyList<IPass> OfRegion =>
    [
        new ForgettingPass("forget-accesses", () => keyDatabase, ForgetEntriesSql)
        {
            Time = time,
            Cutoff = now => RetentionCutoff.After(now, years.AccessLog),
        },
        new ForgettingPass("forget-requests", () => register, ForgetRequestsSql)
        {
            Time = time,
            Cutoff = now => RetentionCutoff.After(now, years.Requests),
        },
        new ForgettingPass("forget-codes", () => register, ForgetCodesSql)
        {
            Time = time,
            Cutoff = now => now.AddDays(-1),
        },

        // They belong to other regions' transfers. A year after the shards' books: those have folded by then, and
        // nobody misses them.
        new ForgettingPass("forget-unplaced", () => register, ForgetUnplacedSql)
        {
            Time = time,
            Cutoff = now => RetentionCutoff.AfterYearsEnd(now, years.Books + 1),
        },
    ];

    /// <summary>Those that work on one shard, once a day: they fold its books and forget what was lifted.</summary>
    public IReadOnlyList<IPass> OfShard(Shard shard) =>
    [
        new FoldingPass(shard, years.Books, time),
        new ForgettingPass("forget-restrictions", () => shard.PrimaryForWork, ForgetRestrictionsSql)
        {
            Time = time,
            Cutoff = now => RetentionCutoff.After(now, years.Requests),
        },
    ];
}
