using Domicile.Ledger.Privacy.Catalogue.Categories;

namespace Domicile.Ledger.Privacy.Catalogue.Tables;

/// <summary>The tables of a shard, those of sharding's set too.</summary>
internal static class ShardTables
{
    public static IReadOnlyList<CatalogueTable> All { get; } =
    [
        Table("ledger.book")
            .Plain(BookData.UserId, "user_number creation_id opened_at last_posting_number last_booked_at")
            .Plain(RightsData.Restrictions, "restricted_at")
            .Plain(RightsData.Erasures, "erased_at"),
        Table("ledger.restriction")
            .Plain(RightsData.Restrictions, "user_number request_id restricted_at lifted_at")
            .Plain(RightsData.Staff, "lifted_by"),
        Table("personal.detail")
            .Plain(BookData.UserId, "user_number")
            .Sealed(BookData.Details, "name email birth_date")
            .Plain(BookData.Details, "sealed_at"),
        Table("ledger.account").Plain(
            BookData.Accounts,
            "user_number asset wallet held in_transit external sent received exchange minimum opened_at"),
        Table("ledger.wallet_minimum")
            .Plain(BookData.Accounts, "user_number asset set_at from_posting_number minimum")
            .Plain(RightsData.Staff, "set_by"),
        Table("ledger.posting").Plain(
            BookData.Postings,
            "user_number posting_number transfer_id asset debit credit amount debit_balance credit_balance booked_at"),
        Table("ledger.transfer").Plain(
            BookData.Transfers,
            "user_number posting_number transfer_id side counterparty asset amount state booked_at effective_at "
            + "refusal"),
        Table("personal.reference")
            .Plain(BookData.Transfers, "user_number transfer_id")
            .Sealed(BookData.References, "sealed"),
        Table("ledger.opening")
            .Plain(
                BookData.Postings, "user_number cutoff through_posting_number through_booked_at is_complete folded_at")
            .Hashed(BookData.SavedAnswers, "keys_through"),
        Table("ledger.opening_balance").Plain(
            BookData.Accounts,
            "user_number asset wallet held in_transit external sent received exchange "
            + "in_count in_sum out_count out_sum"),
        Table("ledger.opening_figure").Plain(
            SystemData.Figures, "peer asset day in_count in_sum out_count out_sum flight_count flight_sum"),
        Table("ledger.opening_cutoff").Plain(SystemData.Operation, "only_row cutoff"),
        Table("ledger.idempotency")
            .Hashed(BookData.SavedAnswers, "key_hash request_hash")
            .Plain(BookData.SavedAnswers, "user_number transfer_id refusal decided_at"),
        Table("ledger.inbox")
            .Plain(BookData.Transfers, "user_number transfer_id payer refusal posting_number decided_at"),
        Table("ledger.stuck_transfer").Plain(BookData.Messages, "user_number transfer_id reason noticed_at"),
        Table("ledger.outbox").Plain(SystemData.Operation, "epoch xid position").Plain(
            BookData.Messages,
            "type user_number posting_number transfer_id side counterparty asset amount refusal occurred_at"),
        Table("ledger.document_due").Plain(RightsData.Documents, "user_number transfer_id ended_posting_number"),
        Table("ledger.document")
            .Plain(
                RightsData.Documents,
                "user_number transfer_id posting_number object_key ciphertext_hash ciphertext_size key_id retain_until "
                + "drawn_at")
            .Plain(SystemData.Operation, "epoch xid position"),
        Table("ledger.document_retention").Plain(SystemData.Operation, "only_row booked_before"),
        Table("ledger.outbox_consumer").Plain(SystemData.Operation, "consumer"),
        Table("ledger.outbox_cursor").Plain(SystemData.Operation, "consumer step epoch xid position moved_at"),
        Table("ledger.figures_batch").Plain(
            SystemData.Figures, "epoch batch row_count total users_opened xid position as_of waiting cut_at"),
        Table("ledger.figures_line").Plain(
            SystemData.Figures,
            "epoch batch peer asset day in_count in_sum out_count out_sum flight_count flight_sum"),
        Table("ledger.applied_erasure").Plain(SystemData.Operation, "only_row erasure_number"),
        Table("sharding.placed_user").Plain(BookData.UserId, "user_number creation_id placed_at"),
        Table("sharding.shard").Plain(SystemData.Placement, "only_row name epoch"),
        Table("sharding.key_range").Plain(SystemData.Placement, "id first_number end_number state"),
        Table("sharding.number_block").Plain(SystemData.Placement, "epoch ordinal first_number end_number next_number"),
        Table("sharding.epoch").Plain(SystemData.Operation, "epoch began_at"),
        Table("sharding.beat").Plain(SystemData.Operation, "only_row beat raised_at"),
        Table("sharding.migration").Plain(SystemData.Operation, "set_name number script checksum applied_at runner"),
    ];

    private static CatalogueTable Table(string name) => CatalogueTable.Of(DatabaseKind.Shard, name);
}
