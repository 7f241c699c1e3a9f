using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Ledger.Privacy.Catalogue.Tables;

/// <summary>The tables of the central database: nothing about anybody, and a test says so.</summary>
internal static class CentralTables
{
    private const string FigureColumns =
        "shard peer asset day in_count in_sum out_count out_sum flight_count flight_sum";

    private const string StreamColumns =
        "shard epoch batch total xid position as_of told_batch told_total told_waiting is_base";

    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("central.folded_figure").Plain(SystemData.Figures, FigureColumns),
        Table("central.folded_users").Plain(SystemData.Figures, "shard users"),
        Table("central.folded_stream").Plain(SystemData.Operation, StreamColumns + " folded_at"),
        Table("central.batch").Plain(
            SystemData.Figures, "shard epoch batch total xid position as_of waiting users_opened"),
        Table("central.batch_line").Plain(SystemData.Figures, "epoch batch " + FigureColumns),

        // What they come to together, as views.
        Table("central.day_figure").Plain(SystemData.Figures, FigureColumns),
        Table("central.shard_users").Plain(SystemData.Figures, "shard users"),
        Table("central.stream").Plain(SystemData.Operation, StreamColumns),
        Table("sharding.migration").Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Central, name);
}
