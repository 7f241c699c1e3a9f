using Constructs;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Messaging;

/// <summary>
/// What a region is told by and what its documents lie in, in its writer site. Other regions' workers send to its queue
/// and can do nothing else here; the centre sends what it has.
/// </summary>
internal sealed class MessagingStack : WorldStack
{
    public MessagingStack(Construct scope, WorldPlan world, RegionPlan region, KeysStack keys)
        : base(scope, region.WriterSite, "Messaging")
    {
        var queue = Place(region, Names.RegionQueue(region.Name));
        _ = new QueuePair(this, "Region", queue, [.. SendersTo(queue, world, region)]);
        _ = new QueuePair(this, "Wake", Place(region, Names.WakeQueue(region.Name)), []);

        var documents = Place(region, Names.DocumentsQueue(region.Name));
        var bucket = new AuditBucket(region);
        var told = new QueuePair(this, "Documents", documents, [bucket.TellsOfDocuments(documents)]);
        bucket.Make(this, keys.DataKey.AttrArn, documents, told);
        RetentionRelease.Make(this, region);
    }

    private static QueuePlace Place(RegionPlan region, string queue) =>
        new(region.Account, region.WriterSite.Name, queue);

    private static IEnumerable<Statement> SendersTo(QueuePlace queue, WorldPlan world, RegionPlan region) =>
        world.Regions
            .Where(other => other.Name != region.Name)
            .Select(other => queue.SendBy(
                $"LegsAndNoticesOf{char.ToUpperInvariant(other.Name[0])}{other.Name[1..]}",
                other.Account,
                Names.ServerRole(other.Name, "workers")))
            .Append(queue.SendBy("WhatTheCentreHas", world.Account, Names.CentralRole));
}
