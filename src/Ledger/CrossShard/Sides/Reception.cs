using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// Has the payees' shards of this region decide about legs. A verdict is handed out when it cannot be lost any more:
/// committed, and flushed by a standby that may be promoted. Lives as long as its router; safe for many callers.
/// </summary>
internal sealed class Reception(ShardRouter router, ShardGroups groups, StandbyGate gate)
{
    /// <summary>
    /// Parts the legs whose payee's number has a range from those without, by a map read now if need be.
    /// </summary>
    public async Task<(IReadOnlyList<IncomingLeg> Placed, IReadOnlyList<IncomingLeg> Unplaced)> SplitAsync(
        IReadOnlyList<IncomingLeg> legs, CancellationToken cancellation)
    {
        var parts = legs.ToLookup(leg => router.TryRoute(leg.Payee.Number, out _));
        if (!parts[false].Any())
        {
            return (legs, []);
        }

        await router.ReloadAsync(cancellation);
        parts = legs.ToLookup(leg => router.TryRoute(leg.Payee.Number, out _));
        return ([.. parts[true]], [.. parts[false]]);
    }

    /// <returns>In the order of the legs; a result without delay is a verdict, or a contradiction.</returns>
    public async Task<GroupResult<ReceiveResult>[]> ReceiveAsync(
        IReadOnlyList<IncomingLeg> legs, CancellationToken cancellation)
    {
        if (router.Map.Version < 0)
        {
            // Epochs come with the first map; before it the gate would take every verdict for one of the past.
            await router.ReloadAsync(cancellation);
        }

        var epochs = router.Shards.ToDictionary(shard => shard, shard => shard.Epoch);
        var results = await groups.RunAsync(
            legs,
            leg => leg.Payee.Number,
            (shard, group, token) => ReceiveCall.RunAsync(shard.PrimaryForWork, group, token),
            result => result.Outcome is ReceiveOutcome.Moved or ReceiveOutcome.Busy,
            cancellation);
        foreach (var shard in results.Select(result => result.Shard).OfType<Shard>().Distinct())
        {
            if (await FlushDelayAsync(shard, epochs[shard], cancellation) is { } delay)
            {
                Delay(results, result => result.Shard == shard, delay);
            }
        }

        Delay(
            results,
            result => result is { Delay: null, Value.Outcome: ReceiveOutcome.Contradicts },
            "the payee's shard was told another payer, asset or amount of it before");
        return results;
    }

    private async Task<string?> FlushDelayAsync(Shard shard, int epoch, CancellationToken cancellation)
    {
        try
        {
            return await gate.WaitAsync(shard, epoch, cancellation)
                ? null
                : $"no standby of {shard.FullName} has it yet";
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return $"{shard.FullName} does not answer";
        }
    }

    private static void Delay(
        GroupResult<ReceiveResult>[] results, Func<GroupResult<ReceiveResult>, bool> which, string reason)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (which(results[i]))
            {
                results[i] = GroupResult<ReceiveResult>.Late(reason);
            }
        }
    }
}
