using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Ledger.Privacy.Catalogue.Tables;

/// <summary>The tables of a region's register, those of sharding's sets too.</summary>
internal static class RegisterTables
{
    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("sharding.migration").Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
        Table("sharding.region").Plain(SystemData.Placement, "only_row name map_version range_width"),
        Table("sharding.shard").Plain(SystemData.Placement, "name epoch placed_count primary_address"),
        Table("sharding.key_range").Plain(SystemData.Placement, "id first_number end_number shard state"),
        Table("sharding.first_range").Plain(SystemData.Placement, "first_number end_number shard"),
        Table("sharding.number_lease")
            .Plain(SystemData.Placement, "shard epoch ordinal range_id first_number end_number leased_at"),
        Table("sharding.user_creation")
            .Hashed(BookData.SavedAnswers, "key_hash request_hash")
            .Plain(BookData.UserId, "creation_id shard user_number created_at"),
        Table("sharding.standby").Plain(SystemData.Operation, "shard name state since"),
        Table("ledger.asset").Plain(SystemData.Assets, "code scale created_at"),
        Table("ledger.unplaced_refusal").Plain(BookData.Messages, "transfer_id payee payer decided_at"),
        Table("ledger.email")
            .Hashed(BookData.EmailHash, "email_hash")
            .Plain(BookData.EmailHash, "user_number noted_at"),
        Table("ledger.privacy_request")
            .Plain(
                RightsData.Requests,
                "request_id kind user_number asked_by_role asked_at due_at extended_until state ended_at deadline")
            .Sealed(RightsData.Requests, "reason extension_reason")
            .Plain(RightsData.Staff, "asked_by"),
        Table("ledger.erasure").Plain(
            RightsData.Erasures,
            "erasure_number user_number registered_at request_id unusable_since key_fingerprint key_generation "
            + "certificate certified_at done_at"),
        Table("ledger.erasure_order")
            .Plain(
                RightsData.Erasures,
                "request_id user_number reason asked_at consented_at balance refusal refused_at settled_at")
            .Hashed(RightsData.Erasures, "claim_hash")
            .Plain(RightsData.Staff, "asked_by asked_by_role consented_by consented_by_role"),
        Table("ledger.erasure_notice").Plain(
            RightsData.Erasures, "request_id recipient tries next_try_at receipt receipt_at"),
        Table("ledger.heard_erasure").Plain(
            RightsData.Erasures, "user_id erasure_number registered_at heard_at"),
        Table("ledger.erasure_step").Plain(RightsData.Erasures, "request_id step place done_at"),
        Table("ledger.erasure_code")
            .Plain(RightsData.Erasures, "user_number expires_at tries_left")
            .Hashed(RightsData.Erasures, "code_hash")
            .Plain(RightsData.Staff, "made_by"),
        Table("ledger.audit_institution").Plain(SystemData.Operation, "institution last_number last_root"),
        Table("ledger.audit_package").Plain(
            RightsData.Documents,
            "institution package_number state cut_at document_count previous_root root head signature manifest keys "
            + "object_key retain_until last_retain_until is_forgotten try_count next_try_at failure delivered_at "
            + "receipt"),
        Table("ledger.audit_document").Plain(
            RightsData.Documents, "institution user_number transfer_id package_number place leaf object_key"),
        Table("ledger.audit_cursor").Plain(SystemData.Operation, "institution shard epoch xid position"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Register, name);
}
