using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Ledger.Privacy.Catalogue.Tables;

/// <summary>The tables of the central database: nothing about anybody, and a test says so.</summary>
internal static class CentralTables
{
    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("central.day_figure").Plain(
            SystemData.Figures, "shard peer asset day in_count in_sum out_count out_sum flight_count flight_sum"),
        Table("central.shard_users").Plain(SystemData.Figures, "shard users"),
        Table("central.stream").Plain(
            SystemData.Operation,
            "shard epoch batch total xid position as_of told_batch told_total told_waiting is_base"),
        Table("central.stream_ahead").Plain(SystemData.Operation, "shard epoch batch total xid position as_of"),
        Table("sharding.migration").Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Central, name);
}
