-- Books again that a user sent money to another shard, after a promotion lost it and the payee's side has it: wallet ->
-- in-transit, from where it comes to its end as ever. Says 'booked', 'repeated' (the book has it) or 'unknown' (there
-- is no such book). The caller's key was lost with it, so it stands under one that no caller can have.
-- The payee has the money, so that the payer's minimum cannot stand against it: where it would, it is lowered to what
-- the wallet comes to, and the history of minimums says why.
create function ledger.rebook_sent(
    p_transfer_id uuid, p_payer bigint, p_range integer, p_payee text, p_asset text, p_amount bigint,
    p_effective_at timestamptz) returns text
language plpgsql volatile as $$
declare
    number bigint;
    at timestamptz;
    wallet_after bigint;
    transit_after bigint;
    minimum_before bigint;
    key constant bytea := sha256(convert_to('booked again ' || p_transfer_id, 'UTF8'));
begin
    perform sharding.enter(p_payer, p_range);
    -- The book's lock comes before anything else in it: it orders what happens there, and two that book the same again
    -- follow one another.
    select b.last_posting_number + 1, greatest(clock_timestamp(), b.last_booked_at + interval '1 microsecond')
    into number, at
    from ledger.book b
    where b.user_number = p_payer
    for no key update;
    if not found then
        return 'unknown';
    end if;

    perform 1 from ledger.transfer t where t.user_number = p_payer and t.transfer_id = p_transfer_id;
    if found then
        return 'repeated';
    end if;

    update ledger.book b set last_posting_number = number, last_booked_at = at where b.user_number = p_payer;
    insert into ledger.account (user_number, asset, opened_at) values (p_payer, p_asset, at) on conflict do nothing;
    select a.minimum into minimum_before from ledger.account a where a.user_number = p_payer and a.asset = p_asset;
    update ledger.account a
    set wallet = a.wallet - p_amount, in_transit = a.in_transit + p_amount,
        minimum = least(a.minimum, a.wallet - p_amount)
    where a.user_number = p_payer and a.asset = p_asset
    returning a.wallet, a.in_transit into wallet_after, transit_after;
    if wallet_after < minimum_before then
        insert into ledger.wallet_minimum (user_number, asset, set_at, from_posting_number, minimum, set_by)
        values (p_payer, p_asset, at, number, wallet_after, 'reconcile');
    end if;

    insert into ledger.posting (
        user_number, posting_number, transfer_id, asset, debit, credit, amount, debit_balance, credit_balance,
        booked_at)
    values (
        p_payer, number, p_transfer_id, p_asset, 'wallet', 'in-transit', p_amount, wallet_after, transit_after, at);
    insert into ledger.transfer (
        user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
    values (
        p_payer, number, p_transfer_id, 'payer', p_payee, p_asset, p_amount, 'in-transit', at, p_effective_at);
    insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, decided_at)
    values (p_payer, key, key, p_transfer_id, at);
    insert into ledger.outbox (
        epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
    select s.epoch, 'transfer-sent', p_payer, number, p_transfer_id, 'payer', p_payee, p_asset, p_amount, at
    from sharding.shard s;
    return 'booked';
end
$$;
