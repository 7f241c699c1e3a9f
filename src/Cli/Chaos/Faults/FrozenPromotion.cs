using System.Diagnostics;
using Domicile.Local.Faults;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Promotions;
using Domicile.Local.Worlds;
using Npgsql;

namespace Domicile.Cli.Chaos.Faults;

/// <summary>
/// Freezes a primary, promotes a replica in its stead while other faults go on, and then wakes whatever is left of the
/// old one: it must not write any more.
/// </summary>
internal sealed class FrozenPromotion(WorldFolder folder, Func<TimeSpan> clock)
{
    // Longer than a register or a replica needs to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PatienceWithRefusal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    /// <summary>Null when no replica may be promoted: then the primary was frozen for a while, and no more.</summary>
    public async Task<Promoted?> RunAsync(string shard, MemberProcess primary)
    {
        var frozenAt = clock();
        var frozen = primary.Freeze();
        try
        {
            return await PromoteAsync(shard) is { } result
                ? new Promoted(shard, frozenAt, clock(), result.SecondsWithoutWrites)
                : null;
        }
        finally
        {
            foreach (var one in frozen)
            {
                one.Wake();
            }
        }
    }

    // One that another fault cut short is run again, until it is finished or refused.
    private async Task<PromotionResult?> PromoteAsync(string shard)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(LookAgain))
        {
            try
            {
                return await new Promotion(folder, shard).RunAsync(CancellationToken.None);
            }
            catch (WorldException) when (waited.Elapsed > PatienceWithRefusal)
            {
                return null;
            }
            catch (Exception e) when (waited.Elapsed < Patience && e is WorldException or NpgsqlException
                or NodeException or TimeoutException or IOException)
            {
                // Something that it needs is harmed at the moment.
                continue;
            }
        }
    }
}
