using Domicile.Ledger.Outbox;
using Domicile.Sharding.Register;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// Brings items to the shards of their users, in groups of one call and one commit each, some groups side by side. An
/// item whose range has moved is routed once more; whatever cannot be done now is told, and never waited for. Lives as
/// long as its router; safe for many callers at once.
/// </summary>
internal sealed class ShardGroups(ShardRouter router, ShardSignals signals)
{
    /// <summary>As for postings: larger groups share a book with another and stop scaling.</summary>
    public const int SizeMax = 100;

    private const int ParallelMax = 4;

    /// <summary>Every item with its user's range, and a result for each, in order.</summary>
    public delegate Task<TResult[]> Call<TItem, TResult>(
        Shard shard, IReadOnlyList<(TItem Item, int RangeId)> group, CancellationToken cancellation);

    /// <param name="items">In the order of the results.</param>
    /// <param name="userNumber">Whose shard an item is for.</param>
    /// <param name="call">Does one group in one commit; safe to repeat.</param>
    /// <param name="isMoved">True for a result that says that the range is elsewhere or being closed.</param>
    /// <param name="cancellation">Stops between two groups, or in the middle of one: what is committed stays.</param>
    public async Task<GroupResult<TResult>[]> RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Func<TItem, long> userNumber,
        Call<TItem, TResult> call,
        Func<TResult, bool> isMoved,
        CancellationToken cancellation)
    {
        var results = new GroupResult<TResult>[items.Count];
        var left = Enumerable.Range(0, items.Count).ToList();
        for (var attempt = 1; left.Count > 0 && attempt <= 2; attempt++)
        {
            if (attempt == 2 && await ReloadAsync(cancellation) is { } failure)
            {
                left.ForEach(index => results[index] = GroupResult<TResult>.Late(failure));
                return results;
            }

            var groups = Route(items, userNumber, left, results);
            await Parallel.ForEachAsync(
                groups,
                new ParallelOptions { MaxDegreeOfParallelism = ParallelMax, CancellationToken = cancellation },
                async (group, token) => await RunGroupAsync(items, group, call, results, token));
            left = [.. left.Where(
                index => results[index] is { Shard: null } unrouted && unrouted.Delay == Unplaced
                    || (results[index] is { Delay: null } done && isMoved(done.Value)))];
        }

        foreach (var index in left.Where(index => results[index].Delay is null))
        {
            results[index] = GroupResult<TResult>.Late($"its range of {results[index].Shard!.FullName} is being moved");
        }

        return results;
    }

    /// <summary>The delay of an item whose user's number is in no range that the register knows.</summary>
    public const string Unplaced = "no range of the region holds the user's number";

    private List<Group> Route<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, long> userNumber, List<int> left, GroupResult<TResult>[] results)
    {
        var groups = new List<Group>();
        var open = new Dictionary<Shard, Group>();
        foreach (var index in left)
        {
            if (!router.TryRoute(userNumber(items[index]), out var route))
            {
                results[index] = GroupResult<TResult>.Late(Unplaced);
                continue;
            }

            if (!open.TryGetValue(route.Shard, out var group) || group.Items.Count == SizeMax)
            {
                group = open[route.Shard] = new Group(route.Shard, []);
                groups.Add(group);
            }

            group.Items.Add((index, route.RangeId));
        }

        return groups;
    }

    private async Task RunGroupAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        Group group,
        Call<TItem, TResult> call,
        GroupResult<TResult>[] results,
        CancellationToken cancellation)
    {
        try
        {
            var answers = await call(
                group.Shard, [.. group.Items.Select(item => (items[item.Index], item.RangeId))], cancellation);
            signals.Raise(group.Shard.Name);
            for (var i = 0; i < answers.Length; i++)
            {
                results[group.Items[i].Index] = new GroupResult<TResult>(group.Shard, answers[i], null);
            }
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            Delay($"{group.Shard.FullName} does not answer");
        }
        catch (Exception e) when (e is not OperationCanceledException && group.Items.Count == 1)
        {
            Delay($"{group.Shard.FullName} failed on it: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One item of the group broke it: one by one, the others are done and that one is told.
            foreach (var item in group.Items)
            {
                await RunGroupAsync(items, new Group(group.Shard, [item]), call, results, cancellation);
            }
        }

        void Delay(string reason) =>
            group.Items.ForEach(item => results[item.Index] = GroupResult<TResult>.Late(reason));
    }

    private async Task<string?> ReloadAsync(CancellationToken cancellation)
    {
        try
        {
            await router.ReloadAsync(cancellation);
            return null;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) || e is RegisterException)
        {
            return $"{router.Region}/register does not answer";
        }
    }

    private sealed record Group(Shard Shard, List<(int Index, int RangeId)> Items);
}
