using Domicile.Ledger.CrossShard.Regions;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Erasure.Notices;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// The passes that bring transfers between shards to their end. How often they run is their host's business; any number
/// of hosts may run them at once. Lives as long as its ledger.
/// </summary>
public sealed class LegWork
{
    private readonly RegionLedger ledger;
    private readonly LegLimits limits;
    private readonly LegDelivery delivery;
    private readonly RegionPost post;
    private readonly LegArrival arrival;
    private readonly Settlement settlement;
    private readonly ErasurePost erasures;

    internal LegWork(RegionLedger ledger, IReadOnlyDictionary<string, IMessageQueue> queues, LegLimits limits)
    {
        (this.ledger, this.limits) = (ledger, limits);
        var groups = new ShardGroups(ledger.Router, ledger.Signals);
        var reception = new Reception(ledger.Router, groups, ledger.Gate);
        settlement = new Settlement(groups, ledger.Watch);
        post = new RegionPost(queues, ledger.Assets);
        delivery = new LegDelivery(ledger, reception, settlement, post);
        arrival = new LegArrival(reception, new UnplacedRefusals(ledger.Router.RegisterForWork), post);
        erasures = ledger.ErasureWork.CreatePost(queues);
        Region = queues.TryGetValue(ledger.Router.Region, out var own) ? RegionFrom(own, limits.RegionWait) : null;
    }

    /// <summary>Works off this region's queue; null without one.</summary>
    public IPass? Region { get; }

    /// <summary>Works off messages of this region's queue that somebody else has received.</summary>
    public IPass RegionFrom(IMessageQueue received) => RegionFrom(received, TimeSpan.Zero);

    /// <summary>Lets out what a shard's outbox has for other shards; to be run at once after a commit there.</summary>
    public IPass Legs(Shard shard) => new LegsPass(shard, ledger, delivery, post);

    /// <summary>Sends a shard's transfers under way again; to be run every second or so.</summary>
    public IPass Resend(Shard shard) => new ResendPass(shard, ledger, delivery, limits);

    private RegionPass RegionFrom(IMessageQueue queue, TimeSpan wait) => new(queue, ledger, arrival, settlement)
    {
        Wait = wait,
        Erasures = erasures,
    };
}
