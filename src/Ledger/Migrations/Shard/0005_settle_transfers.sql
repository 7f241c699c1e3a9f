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
    -- An outcome that stays null is a posting.
    outcomes text[] := array_fill(null::text, array[item_count]);
    entered smallint[];
    -- The books, ascending by user, and each one's last posting's number.
    book_users bigint[]; book_numbers bigint[]; book integer; first_at timestamptz; last_at timestamptz;
    -- The transfers as they stand, and the accounts that they are in. Of an account that several items share counts the
    -- first one's: slots[i]; and firsts[i] is the first item that is the same transfer. Null: no two share anything.
    states ledger.transfer_state[]; assets text[]; amounts bigint[]; counterparties text[];
    wallets bigint[]; transits bigint[]; sents bigint[]; slots integer[]; firsts integer[];
    changed boolean[] := array_fill(false, array[item_count]);
    -- What each item writes: the posting's number, and the balances after it. Null: nothing.
    numbers bigint[] := array_fill(null::bigint, array[item_count]);
    debit_balances bigint[] := numbers; credit_balances bigint[] := numbers;
    -- Item i is booked at base_at + i microseconds: after everything that its book booked before.
    base_at timestamptz := clock_timestamp();
    tick constant interval := interval '1 microsecond'; span constant interval := item_count * tick;
    i integer; slot integer; ended ledger.transfer_state;
begin
    -- 1. Are the payers still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_payers, p_ranges);
    if 0 <> any (entered) then
        for i in 1..item_count loop
            outcomes[i] := case entered[i] when 1 then 'moved' when 2 then 'busy' end;
        end loop;
    end if;

    -- 2. The books, ascending, so that two groups never wait for each other in a circle. As many numbers as each has
    -- items are taken at once; step 6 gives back those that were not needed.
    with numbered as (
        update ledger.book b
        set last_posting_number = b.last_posting_number + u.item_count,
            last_booked_at = greatest(b.last_booked_at, base_at) + span
        from (
            select p.payer, count(*) as item_count
            from unnest(p_payers, entered) p (payer, entered)
            where p.entered = 0
            group by p.payer
            order by p.payer) u
        where b.user_number = u.payer
        returning b.user_number, b.last_posting_number - u.item_count as number, b.last_booked_at)
    select array_agg(n.user_number), array_agg(n.number), min(n.last_booked_at), max(n.last_booked_at)
    into book_users, book_numbers, first_at, last_at
    from numbered n;
    base_at := coalesce(last_at - span, base_at);

    -- 3. How far the transfers are, now that nobody else can bring them further, and the accounts that they are in.
    select
        array_agg(r.state), array_agg(r.asset), array_agg(r.amount), array_agg(r.counterparty),
        array_agg(r.wallet), array_agg(r.in_transit), array_agg(r.sent)
    into states, assets, amounts, counterparties, wallets, transits, sents
    from (
        select t.state, t.asset, t.amount, t.counterparty, a.wallet, a.in_transit, a.sent
        from unnest(p_transfer_ids, p_payers) with ordinality u (transfer_id, payer, item)
        left join ledger.transfer t
            on t.user_number = u.payer and t.transfer_id = u.transfer_id and t.side = 'payer'
        left join ledger.account a on a.user_number = t.user_number and a.asset = t.asset
        order by u.item) r;
    if cardinality(book_users) is distinct from item_count then
        select array_agg(r.slot), array_agg(r.first)
        into slots, firsts
        from (
            select min(u.item) over (partition by u.payer, u.asset)::integer as slot,
                min(u.item) over (partition by u.payer, u.transfer_id)::integer as first
            from unnest(p_transfer_ids, p_payers, assets) with ordinality u (transfer_id, payer, asset, item)
            order by u.item) r;
    end if;

    -- 4. Decide, one after the other.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        ended := case when p_refusals[i] is null then 'completed' else 'refunded' end;
        book := array_position(book_users, p_payers[i]);
        if states[i] is null or book is null then
            outcomes[i] := 'unknown';
            continue;
        elsif states[coalesce(firsts[i], i)] <> 'in-transit' then
            outcomes[i] := case when states[coalesce(firsts[i], i)] = ended then 'repeated' else 'contradicts' end;
            continue;
        end if;

        states[i] := ended;
        slot := coalesce(slots[i], i);
        changed[slot] := true;
        transits[slot] := transits[slot] - amounts[i];
        if p_refusals[i] is null then
            sents[slot] := sents[slot] + amounts[i];
            credit_balances[i] := sents[slot];
        else
            wallets[slot] := wallets[slot] + amounts[i];
            credit_balances[i] := wallets[slot];
        end if;
        debit_balances[i] := transits[slot];
        book_numbers[book] := book_numbers[book] + 1;
        numbers[i] := book_numbers[book];
    end loop;

    -- 5. Write, set by set.
    if true = any (changed) then
        update ledger.account a
        set wallet = s.wallet, in_transit = s.in_transit, sent = s.sent
        from unnest(p_payers, assets, wallets, transits, sents, changed)
            s (user_number, asset, wallet, in_transit, sent, changed)
        where s.changed and a.user_number = s.user_number and a.asset = s.asset;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select d.payer, d.number, d.transfer_id, d.asset, 'in-transit',
            case when d.refusal is null then 'sent' else 'wallet' end::ledger.account_kind,
            d.amount, d.debit_balance, d.credit_balance, base_at + d.item * tick
        from unnest(p_payers, p_transfer_ids, p_refusals, assets, amounts, numbers, debit_balances, credit_balances)
            with ordinality
            d (payer, transfer_id, refusal, asset, amount, number, debit_balance, credit_balance, item)
        where d.number is not null;

        update ledger.transfer t
        set state = d.state, refusal = d.refusal
        from unnest(p_payers, p_transfer_ids, p_refusals, states, numbers)
            d (payer, transfer_id, refusal, state, number)
        where d.number is not null and t.user_number = d.payer and t.transfer_id = d.transfer_id;

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, refusal,
            occurred_at)
        select s.epoch, case when d.refusal is null then 'transfer-settled' else 'transfer-refunded' end,
            d.payer, d.number, d.transfer_id, 'payer', d.counterparty, d.asset, d.amount, d.refusal,
            base_at + d.item * tick
        from sharding.shard s
        cross join unnest(p_payers, p_transfer_ids, p_refusals, assets, amounts, counterparties, numbers)
            with ordinality d (payer, transfer_id, refusal, asset, amount, counterparty, number, item)
        where d.number is not null;
    end if;

    -- 6. Give back the numbers of what came to no posting; and books that others had booked in later stand level.
    if first_at < last_at or cardinality(array_positions(outcomes, null)) < item_count then
        update ledger.book b
        set last_posting_number = n.number, last_booked_at = last_at
        from unnest(book_users, book_numbers) n (user_number, number)
        where b.user_number = n.user_number;
    end if;

    return query
    select r.item::integer,
        coalesce(r.outcome, case when r.refusal is null then 'settled' else 'refunded' end)
    from unnest(outcomes, p_refusals) with ordinality r (outcome, refusal, item)
    order by r.item;
end
$$;
