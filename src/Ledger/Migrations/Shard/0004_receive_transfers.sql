-- Decides, once and for ever, about transfers that users of other shards sent to users of this one: received -> wallet,
-- or a refusal. Either is committed in the inbox, and a message that comes again is told what was decided then. Arrays
-- have one element a transfer. p_accepted: the payee's region knows the asset with the payer's scale. p_references is
-- null when no transfer of the group has one. Nothing was decided of an outcome that is moved, busy or contradicts (the
-- same transfer came with other terms before: a broken promise).
--
-- Locks, each in an order that two groups cannot cross: ranges shared and by try, books ascending, inbox ascending.
-- VOLATILE at READ COMMITTED: every statement below has a snapshot of its own, taken after the locks before it.
create function ledger.receive_transfers(
    p_transfer_ids uuid[], p_payees bigint[], p_ranges integer[], p_payers text[],
    p_assets text[], p_amounts bigint[], p_effective_at timestamptz[],
    p_accepted boolean[], p_references bytea[])
returns table (item integer, outcome text, refusal text, posting_number bigint, decided_at timestamptz)
language plpgsql volatile
-- As in ledger.post_transfers: one plan for all groups, that looks each row up by its index.
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
#variable_conflict use_column
declare
    item_count constant integer := cardinality(p_transfer_ids);
    outcomes text[] := array_fill(null::text, array[item_count]);
    refusals text[] := outcomes;
    entered smallint[];
    -- firsts[i]: the first item of this group that is the same transfer.
    firsts integer[]; known boolean[]; agrees boolean[];
    known_refusals text[]; known_numbers bigint[]; known_at timestamptz[];
    -- The books, ascending by user, and each item's place in them; the accounts, a slot for each user and asset.
    book_users bigint[]; book_numbers bigint[]; book_was bigint[]; payee_books integer[];
    book_restricted boolean[];
    item_slots integer[]; slot_users bigint[]; slot_assets text[]; slot_missing boolean[]; slot_changed boolean[];
    slot_wallets bigint[]; slot_transits bigint[]; slot_receiveds bigint[];
    numbers bigint[] := array_fill(null::bigint, array[item_count]);
    wallets bigint[] := numbers; receiveds bigint[] := numbers;
    -- Item i is booked at base_at + i microseconds: after everything that its book booked before.
    base_at timestamptz;
    tick constant interval := interval '1 microsecond';
    i integer; amount bigint; slot integer; number bigint; decided_count integer; written_count integer;
begin
    -- 1. Are the payees still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_payees, p_ranges);
    for i in 1..item_count loop
        outcomes[i] := case entered[i] when 1 then 'moved' when 2 then 'busy' end;
    end loop;

    -- 2. The books, ascending, so that two groups never wait for each other in a circle. Without one: refused.
    select array_agg(b.user_number), array_agg(b.last_posting_number), array_agg(b.restricted_at is not null),
        greatest(clock_timestamp(), max(b.last_booked_at))
    into book_users, book_numbers, book_restricted, base_at
    from (
        select k.user_number, k.last_posting_number, k.last_booked_at, k.restricted_at
        from ledger.book k
        where k.user_number in (
            select p.payee from unnest(p_payees, outcomes) p (payee, outcome) where p.outcome is null)
            and k.erased_at is null
        order by k.user_number
        for no key update) b;
    book_was := book_numbers;

    -- 3. What was decided before, now that nobody else can decide it for a book that is held.
    select
        array_agg(f.first), array_agg(f.known), array_agg(f.agrees), array_agg(f.refusal),
        array_agg(f.posting_number), array_agg(f.decided_at), array_agg(array_position(book_users, f.payee))
    into firsts, known, agrees, known_refusals, known_numbers, known_at, payee_books
    from (
        select u.payee, n.transfer_id is not null as known, n.refusal, n.posting_number, n.decided_at,
            n.payer = u.payer and (t.transfer_id is null or (t.asset = u.asset and t.amount = u.amount)) as agrees,
            min(u.item) over (partition by u.payee, u.transfer_id)::integer as first
        from unnest(p_transfer_ids, p_payees, p_payers, p_assets, p_amounts)
            with ordinality u (transfer_id, payee, payer, asset, amount, item)
        left join ledger.inbox n on n.user_number = u.payee and n.transfer_id = u.transfer_id
        left join ledger.transfer t on t.user_number = n.user_number and t.transfer_id = n.transfer_id
        order by u.item) f;

    -- 4. The accounts. One never used before has no row yet: its book's lock stands for it.
    with items as materialized (
        select u.item, u.payee, u.asset, dense_rank() over (order by u.payee, u.asset) as slot
        from unnest(p_payees, p_assets) with ordinality u (payee, asset, item))
    select
        (select array_agg(o.slot::integer) from (select slot from items order by item) o),
        array_agg(s.payee), array_agg(s.asset), array_agg(coalesce(s.wallet, 0)),
        array_agg(coalesce(s.in_transit, 0)), array_agg(coalesce(s.received, 0)), array_agg(s.wallet is null),
        array_agg(false)
    into item_slots, slot_users, slot_assets, slot_wallets, slot_transits, slot_receiveds, slot_missing, slot_changed
    from (
        select d.payee, d.asset, a.wallet, a.in_transit, a.received
        from (select distinct o.slot, o.payee, o.asset from items o) d
        left join ledger.account a on a.user_number = d.payee and a.asset = d.asset
        order by d.slot) s;

    -- 5. Decide, one after the other. An outcome that stays null is decided now.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        if known[i] or firsts[i] < i then
            outcomes[i] := case
                when firsts[i] < i and p_payers[i] = p_payers[firsts[i]] and p_assets[i] = p_assets[firsts[i]]
                    and p_amounts[i] = p_amounts[firsts[i]] then coalesce(outcomes[firsts[i]], 'repeated')
                when known[i] and agrees[i] then 'repeated'
                else 'contradicts'
            end;
            refusals[i] := case when known[i] then known_refusals[i] else refusals[firsts[i]] end;
            continue;
        end if;

        amount := p_amounts[i];
        slot := item_slots[i];
        refusals[i] := case
            when payee_books[i] is null then ledger.absent_payee(p_payees[i])
            when book_restricted[payee_books[i]] then 'user-restricted'
            when not p_accepted[i] then 'asset-not-accepted'
            -- What the payee itself has under way may come back to its wallet.
            when slot_wallets[slot]::numeric + slot_transits[slot] + amount > 9223372036854775807 then 'balance-limit'
            when slot_receiveds[slot]::numeric - amount < -9223372036854775807 then 'balance-limit'
        end;
        continue when refusals[i] is not null;

        number := book_numbers[payee_books[i]] + 1;
        book_numbers[payee_books[i]] := number;
        slot_changed[slot] := true;
        slot_wallets[slot] := slot_wallets[slot] + amount;
        slot_receiveds[slot] := slot_receiveds[slot] - amount;
        numbers[i] := number;
        wallets[i] := slot_wallets[slot];
        receiveds[i] := slot_receiveds[slot];
    end loop;

    -- 6. Write, set by set.
    decided_count := cardinality(array_positions(outcomes, null));
    if decided_count > 0 then
        update ledger.book b
        set last_posting_number = n.last_number, last_booked_at = base_at + item_count * tick
        from unnest(book_users, book_numbers, book_was) n (user_number, last_number, was)
        where b.user_number = n.user_number and n.last_number > n.was;

        update ledger.account a
        set wallet = s.wallet, received = s.received
        from unnest(slot_users, slot_assets, slot_wallets, slot_receiveds, slot_missing, slot_changed)
            s (user_number, asset, wallet, received, missing, changed)
        where s.changed and not s.missing and a.user_number = s.user_number and a.asset = s.asset;

        if array_position(slot_missing, true) is not null then
            insert into ledger.account (user_number, asset, wallet, received, opened_at)
            select s.user_number, s.asset, s.wallet, s.received, base_at
            from unnest(slot_users, slot_assets, slot_wallets, slot_receiveds, slot_missing, slot_changed)
                s (user_number, asset, wallet, received, missing, changed)
            where s.changed and s.missing;
        end if;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select p_payees[d.item], d.number, p_transfer_ids[d.item], p_assets[d.item], 'received', 'wallet',
            p_amounts[d.item], d.received, d.wallet, base_at + d.item * tick
        from unnest(numbers, wallets, receiveds) with ordinality d (number, wallet, received, item)
        where d.number is not null;

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select p_payees[d.item], d.number, p_transfer_ids[d.item], 'payee', p_payers[d.item], p_assets[d.item],
            p_amounts[d.item], 'completed', base_at + d.item * tick, p_effective_at[d.item]
        from unnest(numbers) with ordinality d (number, item)
        where d.number is not null;

        if p_references is not null then
            insert into personal.reference (user_number, transfer_id, sealed)
            select p_payees[d.item], p_transfer_ids[d.item], p_references[d.item]
            from unnest(numbers) with ordinality d (number, item)
            where d.number is not null and p_references[d.item] is not null;
        end if;

        -- Two groups may refuse the same unknown payee at once, where no book's lock keeps them apart: the second waits
        -- for the first here, then finds that its own verdict may be another, and starts again.
        insert into ledger.inbox (user_number, transfer_id, payer, refusal, posting_number, decided_at)
        select p_payees[d.item], p_transfer_ids[d.item], p_payers[d.item], d.refusal, d.number, base_at + d.item * tick
        from unnest(outcomes, refusals, numbers) with ordinality d (outcome, refusal, number, item)
        where d.outcome is null
        order by p_payees[d.item], p_transfer_ids[d.item]
        on conflict do nothing;
        get diagnostics written_count = row_count;
        if written_count < decided_count then
            raise exception 'another group decided the same transfer' using errcode = 'serialization_failure';
        end if;

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, refusal,
            occurred_at)
        select s.epoch, case when d.refusal is null then 'transfer-received' else 'transfer-refused' end,
            p_payees[d.item], d.number, p_transfer_ids[d.item], 'payee', p_payers[d.item], p_assets[d.item],
            p_amounts[d.item], d.refusal, base_at + d.item * tick
        from sharding.shard s
        cross join unnest(outcomes, refusals, numbers) with ordinality d (outcome, refusal, number, item)
        where d.outcome is null;
    end if;

    return query
    select r.item::integer,
        coalesce(r.outcome, case when r.refusal is null then 'received' else 'refused' end), r.refusal,
        coalesce(numbers[firsts[r.item]], known_numbers[r.item]),
        coalesce(known_at[r.item], base_at + firsts[r.item] * tick)
    from unnest(outcomes, refusals) with ordinality r (outcome, refusal, item)
    order by r.item;
end
$$;
