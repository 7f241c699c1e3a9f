namespace Domicile.Ledger.Tests.Verification;

/// <summary>One fault at least for each invariant of the books.</summary>
internal static class BookFaults
{
    private const string OfTransfer =
        "user_number = 1 and transfer_id = "
        + "(select transfer_id from ledger.transfer where user_number = 1 and posting_number = 2)";

    public static readonly PlantedFault[] All =
    [
        new(
            "eu/s1 book-balances, eu/s1 account-balances", "eu/s1", "user 0, EUR",
            "alter table ledger.account drop constraint account_balanced; "
            + "update ledger.account set sent = sent + 1 where user_number = 0 and asset = 'EUR'"),
        new(
            "eu/s1 account-balances", "eu/s1", "user 0, external-EUR",
            "update ledger.account set wallet = wallet + 1, external = external - 1 "
            + "where user_number = 0 and asset = 'EUR'"),
        new(
            "eu/s2 account-balances", "eu/s2", "user 30002, wallet-USD",
            "insert into ledger.account (user_number, asset, wallet, external, opened_at) "
            + "values (30002, 'USD', 1, -1, now())"),
        new(
            "eu/s1 account-balances, eu/s1 running-balances", "eu/s1", "user 1, external-EUR",
            "update ledger.posting set amount = amount + 1 where user_number = 1 and posting_number = 2; "
            + "update ledger.transfer set amount = amount + 1 where user_number = 1 and posting_number = 2"),
        new(
            "eu/s1 running-balances", "eu/s1", "user 0, posting 2",
            "update ledger.posting set debit_balance = debit_balance + 1 where user_number = 0 and posting_number = 2"),
        new(
            "eu/s2 running-balances", "eu/s2", "user 30001, posting 1",
            "update ledger.posting set debit_balance = 0 where user_number = 30001"),
        new(
            "eu/s1 wallet-minimums", "eu/s1", "user 0, posting 3",
            "update ledger.wallet_minimum set from_posting_number = 4 where user_number = 0"),
        new(
            "eu/s1 wallet-minimums, eu/s1 current-minimums", "eu/s1", "user 0, posting 3",
            "insert into ledger.wallet_minimum select user_number, asset, now(), 3, -2999, 'test' "
            + "from ledger.wallet_minimum where user_number = 0"),
        new(
            "eu/s1 current-minimums", "eu/s1", "user 1, wallet-JPY",
            "update ledger.account set minimum = -1 where user_number = 1 and asset = 'JPY'"),
        new(
            "eu/s1 postings-have-transfers, eu/s1 keys-have-transfers", "eu/s1", "user 1, posting 2",
            "delete from ledger.transfer where user_number = 1 and posting_number = 2"),
        new(
            "eu/s1 transfers-have-postings", "eu/s1", "posting 2",
            "update ledger.transfer set amount = amount + 1 where user_number = 1 and posting_number = 2"),
        new(
            "eu/s1 transfers-have-postings, eu/s1 account-balances, eu/s1 posting-numbers", "eu/s1", "posting 3",
            "delete from ledger.posting where user_number = 1 and posting_number = 3"),
        new(
            "eu/s2 restrictions-agree", "eu/s2", "user 30000",
            "update ledger.book set restricted_at = now() where user_number = 30000"),
        new(
            "eu/s2 restrictions-agree", "eu/s2", "user 30001",
            "insert into ledger.restriction values (30001, gen_random_uuid(), now(), null, null)"),
        new(
            "eu/s1 posting-numbers", "eu/s1", "user 2",
            "update ledger.book set last_posting_number = 3 where user_number = 2"),
        new(
            "eu/s1 posting-numbers, eu/s1 transfers-have-postings", "eu/s1", "user 1",
            "update ledger.posting set posting_number = 4 where user_number = 1 and posting_number = 3; "
            + "update ledger.book set last_posting_number = 4 where user_number = 1"),
        new(
            "eu/s1 booking-times", "eu/s1", "user 0, posting 2",
            "update ledger.posting set booked_at = '2020-01-01Z' where user_number = 0 and posting_number = 2; "
            + "update ledger.transfer set booked_at = '2020-01-01Z' where user_number = 0 and posting_number = 2"),
        new(
            "eu/s1 booking-times", "eu/s1", "user 2, posting 2",
            "update ledger.book set last_booked_at = '2020-01-01Z' where user_number = 2"),
        new(
            "eu/s1 keys-unique", "eu/s1", "user 1, key ",
            "alter table ledger.idempotency drop constraint idempotency_pkey; "
            + "insert into ledger.idempotency select * from ledger.idempotency where refusal is not null"),
        new(
            "eu/s1 keys-have-transfers", "eu/s1", "user 1, key ",
            "update ledger.idempotency set refusal = null where refusal is not null"),
        new(
            "eu/s1 keys-have-transfers, eu/s1 transfers-have-keys", "eu/s1", "user 1, key ",
            $"update ledger.idempotency set refusal = 'insufficient-funds' where {OfTransfer}"),
        new(
            "eu/s1 transfers-have-keys", "eu/s1", "user 1, transfer ",
            $"delete from ledger.idempotency where {OfTransfer}"),
        new(
            "eu/s1 transfers-have-keys", "eu/s1", "user 1, transfer ",
            "insert into ledger.idempotency select user_number, request_hash, key_hash, transfer_id, null, now() "
            + $"from ledger.idempotency where {OfTransfer}"),
        new(
            "eu/s1 sides-agree, eu/s1 legs-agree", "eu/s1", "user 0, transfer ",
            "update ledger.transfer set counterparty = 'eu-2' where user_number = 1 and counterparty = 'eu-0'"),
        new(
            "eu/s2 transfers-ended, eu/s2 account-balances, eu/s2 running-balances, eu/s2 posting-numbers", "eu/s2",
            "user 30002, transfer ",
            "delete from ledger.posting where debit = 'in-transit' and credit = 'wallet'"),
        new(
            "eu/s2 in-transit-sums, eu/s2 account-balances", "eu/s2", "user 30002, in-transit-EUR",
            "update ledger.account set in_transit = in_transit + 1, wallet = wallet - 1 where user_number = 30002"),
        new(
            "eu/s1 inbox-kept", "eu/s1", "user 0, transfer ",
            "update ledger.inbox set posting_number = 2 where user_number = 0"),
        new(
            "eu/s2 transfers-have-documents", "eu/s2", "user 30001, transfer ",
            "insert into ledger.outbox_cursor (consumer, step, epoch, xid, position) "
            + "select 'documents', 1, o.epoch, o.xid, o.position from ledger.outbox o "
            + "order by o.epoch desc, o.xid desc, o.position desc limit 1"),
        new(
            "eu/s2 legs-agree", "eu/s1", "eu-30002, transfer ",
            "update ledger.transfer set counterparty = 'eu-30001' where counterparty = 'eu-30002'; "
            + "update ledger.inbox set payer = 'eu-30001' where user_number = 0"),
        new(
            "eu/s2 legs-agree", "eu/s1", "eu-30002, transfer ",
            "delete from ledger.inbox where refusal is not null"),
        new(
            "eu/s2 sides-agree, eu/s2 postings-have-transfers, eu/s2 legs-agree", "eu/s2", "user 30000, transfer ",
            "delete from ledger.transfer where user_number = 30001"),
    ];
}
