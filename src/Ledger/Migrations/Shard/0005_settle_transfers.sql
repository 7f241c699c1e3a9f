-- Brings transfers that left this shard to their end, as the payee's side decided it: in-transit -> sent, or, where it
-- refused, back to the payer's wallet. Limits are not asked: the money was set aside when it left, and both ways were
-- kept free for it. Arrays have one element a transfer; a null refusal means that it was received. Outcomes: settled,
-- refunded, repeated (it came to this end before), contradicts (to the other end: a broken promise), unknown (the book
-- has no such transfer), moved, busy.
--
-- Locks, each in an order that two groups cannot cross: ranges shared and by try, books ascending.
-- VOLATILE at READ COMMITTED: every statement below has a snapshot of its own, taken after the locks before it.
create function ledger.settle_transfers(
    p_transfer_ids uuid[], p_payers bigint[], p_ranges integer[], p_refusals text[])
returns table (item integer, outcome text)
language plpgsql volatile
-- As in ledger.post_transfers: one plan for all groups, that looks each row up by its index.
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
#variable_conflict use_column
declare
    item_count constant integer := cardinality(p_transfer_ids);
    outcomes text[] := array_fill(null::text, array[item_count]);
    entered smallint[];
    -- firsts[i]: the first item of this group that is the same transfer.
    firsts integer[]; states text[]; assets text[]; amounts bigint[]; counterparties text[];
    book_users bigint[]; book_numbers bigint[]; book_was bigint[]; payer_books integer[];
    item_slots integer[]; slot_users bigint[]; slot_assets text[]; slot_changed boolean[];
    slot_wallets bigint[]; slot_transits bigint[]; slot_sents bigint[];
    numbers bigint[] := array_fill(null::bigint, array[item_count]);
    transits bigint[] := numbers; credits bigint[] := numbers;
    base_at timestamptz;
    tick constant interval := interval '1 microsecond';
    i integer; slot integer; number bigint; ended text;
begin
    -- 1. Are the payers still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_payers, p_ranges);
    for i in 1..item_count loop
        outcomes[i] := case entered[i] when 1 then 'moved' when 2 then 'busy' end;
    end loop;

    -- 2. The books, ascending, so that two groups never wait for each other in a circle.
    select array_agg(b.user_number), array_agg(b.last_posting_number),
        greatest(clock_timestamp(), max(b.last_booked_at))
    into book_users, book_numbers, base_at
    from (
        select k.user_number, k.last_posting_number, k.last_booked_at
        from ledger.book k
        where k.user_number in (
            select p.payer from unnest(p_payers, outcomes) p (payer, outcome) where p.outcome is null)
        order by k.user_number
        for no key update) b;
    book_was := book_numbers;

    -- 3. How far the transfers are, now that nobody else can bring them further, and the accounts that they are in.
    with items as materialized (
        select u.item, u.payer, t.state, t.asset, t.amount, t.counterparty,
            min(u.item) over (partition by u.payer, u.transfer_id)::integer as first,
            dense_rank() over (order by u.payer, t.asset) as slot
        from unnest(p_transfer_ids, p_payers) with ordinality u (transfer_id, payer, item)
        left join ledger.transfer t
            on t.user_number = u.payer and t.transfer_id = u.transfer_id and t.side = 'payer'),
    slots as materialized (
        select d.slot, d.payer, d.asset, a.wallet, a.in_transit, a.sent
        from (select distinct o.slot, o.payer, o.asset from items o) d
        left join ledger.account a on a.user_number = d.payer and a.asset = d.asset)
    select
        o.firsts, o.states, o.assets, o.amounts, o.counterparties, o.books, o.slots,
        s.users, s.assets, s.wallets, s.transits, s.sents, s.changed
    into firsts, states, assets, amounts, counterparties, payer_books, item_slots,
        slot_users, slot_assets, slot_wallets, slot_transits, slot_sents, slot_changed
    from (
        select array_agg(first order by item) as firsts, array_agg(state::text order by item) as states,
            array_agg(asset order by item) as assets, array_agg(amount order by item) as amounts,
            array_agg(counterparty order by item) as counterparties,
            array_agg(array_position(book_users, payer) order by item) as books,
            array_agg(slot::integer order by item) as slots
        from items) o
    cross join (
        select array_agg(payer order by slot) as users, array_agg(asset order by slot) as assets,
            array_agg(wallet order by slot) as wallets, array_agg(in_transit order by slot) as transits,
            array_agg(sent order by slot) as sents, array_agg(false order by slot) as changed
        from slots) s;

    -- 4. Decide, one after the other. An outcome that stays null is a posting.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        ended := case when p_refusals[i] is null then 'completed' else 'refunded' end;
        if states[i] is null or payer_books[i] is null then
            outcomes[i] := 'unknown';
            continue;
        elsif states[firsts[i]] <> 'in-transit' then
            outcomes[i] := case when states[firsts[i]] = ended then 'repeated' else 'contradicts' end;
            continue;
        end if;

        states[i] := ended;
        slot := item_slots[i];
        number := book_numbers[payer_books[i]] + 1;
        book_numbers[payer_books[i]] := number;
        slot_changed[slot] := true;
        slot_transits[slot] := slot_transits[slot] - amounts[i];
        if p_refusals[i] is null then
            slot_sents[slot] := slot_sents[slot] + amounts[i];
            credits[i] := slot_sents[slot];
        else
            slot_wallets[slot] := slot_wallets[slot] + amounts[i];
            credits[i] := slot_wallets[slot];
        end if;
        numbers[i] := number;
        transits[i] := slot_transits[slot];
    end loop;

    -- 5. Write, set by set.
    if array_position(outcomes, null) is not null then
        update ledger.book b
        set last_posting_number = n.last_number, last_booked_at = base_at + item_count * tick
        from unnest(book_users, book_numbers, book_was) n (user_number, last_number, was)
        where b.user_number = n.user_number and n.last_number > n.was;

        update ledger.account a
        set wallet = s.wallet, in_transit = s.in_transit, sent = s.sent
        from unnest(slot_users, slot_assets, slot_wallets, slot_transits, slot_sents, slot_changed)
            s (user_number, asset, wallet, in_transit, sent, changed)
        where s.changed and a.user_number = s.user_number and a.asset = s.asset;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select p_payers[d.item], d.number, p_transfer_ids[d.item], assets[d.item], 'in-transit',
            case when p_refusals[d.item] is null then 'sent' else 'wallet' end::ledger.account_kind,
            amounts[d.item], d.in_transit, d.credit, base_at + d.item * tick
        from unnest(numbers, transits, credits) with ordinality d (number, in_transit, credit, item)
        where d.number is not null;

        update ledger.transfer t
        set state = d.state::ledger.transfer_state, refusal = p_refusals[d.item]
        from unnest(numbers, states) with ordinality d (number, state, item)
        where d.number is not null and t.user_number = p_payers[d.item] and t.transfer_id = p_transfer_ids[d.item];

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, refusal,
            occurred_at)
        select s.epoch, case when p_refusals[d.item] is null then 'transfer-settled' else 'transfer-refunded' end,
            p_payers[d.item], d.number, p_transfer_ids[d.item], 'payer', counterparties[d.item], assets[d.item],
            amounts[d.item], p_refusals[d.item], base_at + d.item * tick
        from sharding.shard s
        cross join unnest(numbers) with ordinality d (number, item)
        where d.number is not null;
    end if;

    return query
    select r.item::integer,
        coalesce(r.outcome, case when p_refusals[r.item] is null then 'settled' else 'refunded' end)
    from unnest(outcomes) with ordinality r (outcome, item)
    order by r.item;
end
$$;
