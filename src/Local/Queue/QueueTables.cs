using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Local.Queue;

/// <summary>The queue's tables in the catalogue of data: messages of ids and figures, never more.</summary>
public static class QueueTables
{
    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("queue.message")
            .Plain(BookData.Messages, "body")
            .Plain(SystemData.Operation, "queue id sent_at visible_at receive_count receipt"),
        Table("queue.dead_letter")
            .Plain(BookData.Messages, "body")
            .Plain(SystemData.Operation, "queue id sent_at receive_count died_at"),
        Table("sharding.migration")
            .Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Queue, name);
}
