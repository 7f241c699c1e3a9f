using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Ledger.Privacy.Catalogue.Tables;

/// <summary>The tables of a region's key database.</summary>
internal static class KeysTables
{
    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("keys.user_key")
            .Plain(RightsData.UserKeys, "user_number generation created_at fingerprint")
            .Wrapped(RightsData.UserKeys, "wrapped"),
        Table("keys.destroyed_key")
            .Plain(RightsData.Erasures, "user_number generation fingerprint destroyed_at erasure_number"),
        Table("keys.document_key")
            .Plain(SystemData.Operation, "key_id ends_on generation fingerprint created_at destroyed_at")
            .Wrapped(SystemData.Operation, "wrapped"),
        Table("keys.generation")
            .Plain(SystemData.Operation, "generation fingerprint made_at retired_at destroyed_at"),
        Table("access.entry")
            .Plain(RightsData.AccessLog, "entry_number user_number who_role call by_right noted_at")
            .Plain(RightsData.Staff, "who"),
        Table("keys.applied_erasure").Plain(SystemData.Operation, "only_row erasure_number"),
        Table("sharding.migration").Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Keys, name);
}
