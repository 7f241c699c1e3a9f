using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Topology;

namespace Domicile.Ledger.Privacy.Record;

/// <summary>
/// The record of processing activities (GDPR Art. 30) of a world, a part for each region. Made from the catalogue and
/// the topology file alone, so that it needs no running world.
/// </summary>
public sealed record ProcessingRecord(DateOnly MadeOn, IReadOnlyList<RegionRecord> Regions)
{
    /// <param name="tables">All tables of all databases.</param>
    public static ProcessingRecord Of(
        WorldTopology world, IReadOnlyCollection<CatalogueTable> tables, DateOnly madeOn) =>
        new(madeOn, [.. world.Regions.Select(region => RegionRecord.Of(region, world, tables))]);
}
