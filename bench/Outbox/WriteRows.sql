-- Rows as a group of transfers writes them: $1 of them, half of one asset and half of another, in one commit.
with written as (
    insert into ledger.outbox (
        epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
    select 1, 'transfer-completed', n, n, gen_random_uuid(), 'payer', 'eu-' || n,
        case n % 2 when 0 then 'EUR' else 'USD' end, 100, clock_timestamp()
    from generate_series(1, $1) n
    returning position)
select pg_current_xact_id(), max(w.position) from written w
