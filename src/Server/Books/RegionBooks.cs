using Domicile.Ledger;
using Domicile.Server.Problems;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Register;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Server.Books;

/// <summary>
/// The books of this server's region for as long as the process lives. They are open as soon as the shard map was read
/// from a register whose schema this program knows; until then, and for a shard whose schema it does not know or which
/// is behind the erasure register, callers are told so.
/// </summary>
internal sealed class RegionBooks : IAsyncDisposable
{
    private readonly WatchedNode register;
    private readonly WatchedNode keys;
    private readonly Dictionary<string, WatchedNode> shards;

    public RegionBooks(LedgerOptions options)
    {
        var region = options.Nodes.Region;
        Ledger = RegionLedger.Open(options);
        register = new(
            $"{region}/register", () => options.Nodes.Register, [ShardingSchema.Register, LedgerSchema.Register]);
        keys = new(Ledger.KeysName, () => options.Keys, [LedgerSchema.Keys], Ledger.Erasures.Problem);
        shards = Ledger.Router.Shards.ToDictionary(
            shard => shard.Name,
            shard => new WatchedNode(
                shard.FullName,
                () => shard.PrimaryAddress,
                [ShardingSchema.Shard, LedgerSchema.Shard],
                Ledger.Erasures.Problem),
            StringComparer.Ordinal);
    }

    public RegionLedger Ledger { get; }

    /// <summary>True when the shard map is loaded.</summary>
    public bool AreOpen => Ledger.Router.Map.Version >= 0;

    /// <summary>All nodes as they were last seen.</summary>
    public IEnumerable<NodeState> Nodes => Watched.Select(node => node.State);

    /// <summary>The shards as they were last seen.</summary>
    public IEnumerable<NodeState> Shards => shards.Values.Select(shard => shard.State);

    private IEnumerable<WatchedNode> Watched => [register, keys, .. shards.Values];

    /// <summary>
    /// Looks at every node now, by the logins of now, and reads the shard map if that is possible and was not done yet.
    /// </summary>
    /// <exception cref="RegisterException">The register is empty, or another region's.</exception>
    /// <exception cref="NpgsqlException">The register went away while it was being read.</exception>
    public async Task<IReadOnlyList<NodeState>> LookAsync(CancellationToken cancellation)
    {
        await Ledger.FollowLoginsAsync(cancellation);
        var states = await Task.WhenAll(Watched.Select(node => node.LookAsync(cancellation)));
        if (!AreOpen && register.State.Condition == NodeCondition.Answers)
        {
            await Ledger.Erased.LookAsync(cancellation);
            await Ledger.Router.ReloadAsync(cancellation);
        }

        return states;
    }

    /// <summary>
    /// Why no call can be served now; null when the books are open and register and keys may be used.
    /// </summary>
    public ProblemAnswer? Mistake() =>
        Of(register.State) ?? Of(keys.State) ?? (AreOpen ? null : ProblemAnswer.OfNode(register.State.Node));

    /// <summary>Why this user's shard cannot be served now; null when it may be tried.</summary>
    public ProblemAnswer? ShardMistake(UserId user) =>
        Ledger.Router.TryRoute(user.Number, out var route) && shards.TryGetValue(route.Shard.Name, out var shard)
            ? Of(shard.State)
            : null;

    /// <summary>
    /// Why no user can be placed now: the register may choose any shard, so each must be one that is served.
    /// </summary>
    public ProblemAnswer? PlacementMistake() =>
        Shards.Where(shard => shard.Condition is NodeCondition.SchemaUnknown or NodeCondition.Behind)
            .Select(Of)
            .FirstOrDefault();

    /// <summary>Closes connections that nobody uses at this moment, as after a standstill.</summary>
    public void CloseIdle()
    {
        Ledger.CloseIdle();
        foreach (var node in Watched)
        {
            node.CloseIdle();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        foreach (var node in Watched)
        {
            await node.DisposeAsync();
        }
    }

    private static ProblemAnswer? Of(NodeState state) => state.Condition switch
    {
        NodeCondition.SchemaUnknown => new(HttpProblems.ShardNotServed, state.Problem!),
        NodeCondition.Behind => new(HttpProblems.ShardBehind, state.Problem!),
        NodeCondition.NotSeen => ProblemAnswer.OfNode(state.Node),
        _ => null,
    };
}
