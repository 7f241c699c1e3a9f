-- Posts a group of transfers in one call and one commit, each judged on its own: the fence, the caller's key, the
-- payer's funds, the limits of 64 bits; later ones see earlier ones. It decides on arrays and writes set by set.
-- Arrays have one element a transfer, and p_leg_users and p_leg_ranges two: 2i - 1 is transfer i's payer, 2i its payee.
-- A null user is the world outside. The references are null when no transfer of the group has one. An outcome that is
-- not remembered under the key (moved, busy, key-at-work, key-reused, user-unknown) has written nothing.
--
-- Locks, each in an order that two groups cannot cross: ranges shared and by try, keys by try, books ascending.
-- VOLATILE at READ COMMITTED: every statement below has a snapshot of its own, taken after the locks before it.
create function ledger.post_transfers(
    p_transfer_ids uuid[],
    p_key_hashes bytea[], p_request_hashes bytea[], p_key_locks bigint[],
    p_payers bigint[], p_payees bigint[], p_leg_users bigint[], p_leg_ranges integer[],
    p_assets text[], p_amounts bigint[], p_effective_at timestamptz[],
    p_payer_references bytea[], p_payee_references bytea[],
    p_region text)
returns table (
    item integer, outcome text, refusal text, transfer_id uuid,
    posting_number bigint, booked_at timestamptz, effective_at timestamptz, balance bigint)
language plpgsql volatile
-- Planning anew for each group would cost more than the group; and a plan that is kept must not depend on how small the
-- tables were when it was made: always one look into an index a row.
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
#variable_conflict use_column
declare
    item_count constant integer := cardinality(p_transfer_ids);
    outcomes text[] := array_fill(null::text, array[item_count]);
    refusals text[] := outcomes;
    transfers uuid[] := p_transfer_ids;
    leg_slots integer[]; entered smallint[];
    -- holders[first item with the same key] = the item of this group that decided the key.
    holders integer[] := array_fill(null::integer, array[item_count]);
    key_firsts integer[]; keys_free boolean[];
    known_requests bytea[]; known_transfers uuid[]; known_refusals text[];
    -- The books, ascending by user, and each item's places in them.
    book_users bigint[]; book_numbers bigint[]; book_was bigint[];
    payer_books integer[]; payee_books integer[];
    -- The accounts, a slot for each user and asset.
    slot_users bigint[]; slot_assets text[]; slot_minimums bigint[]; slot_changed boolean[];
    slot_wallets bigint[]; slot_externals bigint[]; slot_sents bigint[]; slot_receiveds bigint[];
    -- What each leg writes: the posting's number, and the balances after it. Null: nothing.
    leg_numbers bigint[] := array_fill(null::bigint, array[item_count * 2]);
    leg_wallets bigint[] := leg_numbers; leg_counters bigint[] := leg_numbers;
    -- Item i is booked at base_at + i microseconds: after everything that its books booked before.
    base_at timestamptz;
    tick constant interval := interval '1 microsecond';
    -- The item under judgement; room is how high a balance may be for the amount to be added to it.
    i integer; amount bigint; room bigint; number bigint; holder integer; has_payer boolean; has_payee boolean;
    from_book integer; from_slot integer; from_wallet bigint; from_counter bigint;
    to_book integer; to_slot integer; to_wallet bigint; to_counter bigint;
begin
    -- 1. Are the users still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_leg_users, p_leg_ranges);
    for i in 1..item_count * 2 loop
        if p_leg_users[i] is not null and entered[i] > 0 and outcomes[(i + 1) / 2] is distinct from 'moved' then
            outcomes[(i + 1) / 2] := case entered[i] when 1 then 'moved' else 'busy' end;
        end if;
    end loop;

    -- 2. Is the same key at work in another transaction? Later items of this group see the earlier ones instead.
    select array_agg(pg_try_advisory_xact_lock(k.lock) order by k.item)
    into keys_free
    from unnest(p_key_locks) with ordinality k (lock, item);

    -- 3. The books, ascending, so that two groups never wait for each other in a circle.
    select array_agg(b.user_number), array_agg(b.last_posting_number),
        greatest(clock_timestamp(), max(b.last_booked_at))
    into book_users, book_numbers, base_at
    from (
        select k.user_number, k.last_posting_number, k.last_booked_at
        from ledger.book k
        where k.user_number in (
            select l.user_number
            from unnest(p_leg_users) with ordinality l (user_number, leg)
            where l.user_number is not null and outcomes[(l.leg + 1) / 2] is null)
        order by k.user_number
        for no key update) b;
    book_was := book_numbers;

    -- 4. What is known of the keys, now that nobody else can decide them.
    select
        array_agg(f.first), array_agg(f.request_hash), array_agg(f.transfer_id), array_agg(f.refusal),
        array_agg(array_position(book_users, f.payer)), array_agg(array_position(book_users, f.payee))
    into key_firsts, known_requests, known_transfers, known_refusals, payer_books, payee_books
    from (
        select u.payer, u.payee, k.request_hash, k.transfer_id, k.refusal,
            min(u.item) over (partition by coalesce(u.payer, u.payee), u.key_hash)::integer as first
        from unnest(p_payers, p_payees, p_key_hashes) with ordinality u (payer, payee, key_hash, item)
        left join ledger.idempotency k
            on k.user_number = coalesce(u.payer, u.payee) and k.key_hash = u.key_hash
        order by u.item) f;

    -- 5. The accounts. One never used before has no row yet: its book's lock stands for it.
    with legs as materialized (
        select l.leg, l.user_number, p_assets[(l.leg + 1) / 2] as asset,
            dense_rank() over (order by l.user_number, p_assets[(l.leg + 1) / 2]) as slot
        from unnest(p_leg_users) with ordinality l (user_number, leg))
    select
        (select array_agg(l.slot::integer) from (select slot from legs order by leg) l),
        array_agg(s.user_number), array_agg(s.asset), array_agg(coalesce(s.wallet, 0)),
        array_agg(coalesce(s.external, 0)), array_agg(coalesce(s.sent, 0)), array_agg(coalesce(s.received, 0)),
        array_agg(coalesce(s.minimum, 0)), array_agg(false)
    into leg_slots, slot_users, slot_assets, slot_wallets, slot_externals, slot_sents, slot_receiveds, slot_minimums,
        slot_changed
    from (
        select d.user_number, d.asset, a.wallet, a.external, a.sent, a.received, a.minimum
        from (select distinct l.slot, l.user_number, l.asset from legs l) d
        left join ledger.account a on a.user_number = d.user_number and a.asset = d.asset
        order by d.slot) s;

    -- 6. Decide, one after the other. An outcome that stays null is a posting.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        from_book := payer_books[i];
        to_book := payee_books[i];
        has_payer := p_payers[i] is not null;
        has_payee := p_payees[i] is not null;
        holder := holders[key_firsts[i]];
        if not keys_free[i] then
            outcomes[i] := 'key-at-work';
            continue;
        elsif (has_payer and from_book is null) or (not has_payer and to_book is null) then
            outcomes[i] := 'user-unknown';
            continue;
        elsif holder is not null or known_requests[i] is not null then
            if coalesce(known_requests[i], p_request_hashes[holder]) = p_request_hashes[i] then
                outcomes[i] := 'repeated';
                refusals[i] := case when holder is null then known_refusals[i] else refusals[holder] end;
                transfers[i] := case when holder is null then known_transfers[i] else transfers[holder] end;
            else
                outcomes[i] := 'key-reused';
            end if;
            continue;
        end if;

        holders[key_firsts[i]] := i;
        amount := p_amounts[i];
        room := 9223372036854775807 - amount;
        if has_payer then
            from_slot := leg_slots[i * 2 - 1];
            from_wallet := slot_wallets[from_slot];
            from_counter := case when has_payee then slot_sents[from_slot] else slot_externals[from_slot] end;
        end if;
        if has_payee then
            to_slot := leg_slots[i * 2];
            to_wallet := slot_wallets[to_slot];
            to_counter := case when has_payer then slot_receiveds[to_slot] else slot_externals[to_slot] end;
        end if;
        refusal := case
            when has_payee and to_book is null then 'payee-unknown'
            when has_payer and from_wallet::numeric - amount < slot_minimums[from_slot] then 'insufficient-funds'
            when has_payer and from_counter > room then 'balance-limit'
            when has_payee and (to_wallet > room or to_counter < -room) then 'balance-limit'
        end;
        if refusal is not null then
            outcomes[i] := 'refused';
            refusals[i] := refusal;
            continue;
        end if;

        if has_payer then
            from_wallet := from_wallet - amount;
            from_counter := from_counter + amount;
            number := book_numbers[from_book] + 1;
            book_numbers[from_book] := number;
            slot_changed[from_slot] := true;
            slot_wallets[from_slot] := from_wallet;
            if has_payee then
                slot_sents[from_slot] := from_counter;
            else
                slot_externals[from_slot] := from_counter;
            end if;
            leg_numbers[i * 2 - 1] := number;
            leg_wallets[i * 2 - 1] := from_wallet;
            leg_counters[i * 2 - 1] := from_counter;
        end if;
        if has_payee then
            to_wallet := to_wallet + amount;
            to_counter := to_counter - amount;
            number := book_numbers[to_book] + 1;
            book_numbers[to_book] := number;
            slot_changed[to_slot] := true;
            slot_wallets[to_slot] := to_wallet;
            if has_payer then
                slot_receiveds[to_slot] := to_counter;
            else
                slot_externals[to_slot] := to_counter;
            end if;
            leg_numbers[i * 2] := number;
            leg_wallets[i * 2] := to_wallet;
            leg_counters[i * 2] := to_counter;
        end if;
    end loop;

    -- 7. Write, set by set.
    if array_position(outcomes, null) is not null then
        update ledger.book b
        set last_posting_number = n.last_number, last_booked_at = base_at + item_count * tick
        from unnest(book_users, book_numbers, book_was) n (user_number, last_number, was)
        where b.user_number = n.user_number and n.last_number > n.was;

        insert into ledger.account as a (
            user_number, asset, wallet, external, sent, received, minimum, opened_at)
        select s.user_number, s.asset, s.wallet, s.external, s.sent, s.received, s.minimum, base_at
        from unnest(
            slot_users, slot_assets, slot_wallets, slot_externals, slot_sents, slot_receiveds, slot_minimums,
            slot_changed) s (user_number, asset, wallet, external, sent, received, minimum, changed)
        where s.changed
        on conflict on constraint account_pkey do update
        set wallet = excluded.wallet, external = excluded.external, sent = excluded.sent, received = excluded.received;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select l.user_number, l.number, p_transfer_ids[i.item], p_assets[i.item],
            case when i.pays then 'wallet' when p_payers[i.item] is null then 'external' else 'received'
                end::ledger.account_kind,
            case when not i.pays then 'wallet' when p_payees[i.item] is null then 'external' else 'sent'
                end::ledger.account_kind,
            p_amounts[i.item],
            case when i.pays then l.wallet else l.counter end,
            case when i.pays then l.counter else l.wallet end,
            base_at + i.item * tick
        from unnest(p_leg_users, leg_numbers, leg_wallets, leg_counters)
            with ordinality l (user_number, number, wallet, counter, leg)
        cross join lateral (select ((l.leg + 1) / 2)::integer, l.leg % 2 = 1) i (item, pays)
        where l.number is not null;

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select l.user_number, l.number, p_transfer_ids[i.item],
            case when i.pays then 'payer' else 'payee' end::ledger.transfer_side,
            coalesce(p_region || '-' || case when i.pays then p_payees[i.item] else p_payers[i.item] end, 'external'),
            p_assets[i.item], p_amounts[i.item], 'completed', base_at + i.item * tick,
            coalesce(p_effective_at[i.item], base_at + i.item * tick)
        from unnest(p_leg_users, leg_numbers) with ordinality l (user_number, number, leg)
        cross join lateral (select ((l.leg + 1) / 2)::integer, l.leg % 2 = 1) i (item, pays)
        where l.number is not null;

        if p_payer_references is not null then
            insert into personal.reference (user_number, transfer_id, sealed)
            select l.user_number, p_transfer_ids[i.item], r.sealed
            from unnest(p_leg_users, leg_numbers) with ordinality l (user_number, number, leg)
            cross join lateral (select ((l.leg + 1) / 2)::integer, l.leg % 2 = 1) i (item, pays)
            cross join lateral (
                select case when i.pays then p_payer_references[i.item] else p_payee_references[i.item] end) r (sealed)
            where l.number is not null and r.sealed is not null;
        end if;

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
        select s.epoch, 'transfer-completed', coalesce(p_payers[o.item], p_payees[o.item]),
            coalesce(leg_numbers[o.item * 2 - 1], leg_numbers[o.item * 2]), p_transfer_ids[o.item],
            case when p_payers[o.item] is null then 'payee' else 'payer' end::ledger.transfer_side,
            coalesce(
                p_region || '-' || case when p_payers[o.item] is not null then p_payees[o.item] end, 'external'),
            p_assets[o.item], p_amounts[o.item], base_at + o.item * tick
        from sharding.shard s
        cross join unnest(outcomes) with ordinality o (outcome, item)
        where o.outcome is null;
    end if;

    insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, refusal, decided_at)
    select coalesce(p_payers[d.item], p_payees[d.item]), p_key_hashes[d.item], p_request_hashes[d.item],
        p_transfer_ids[d.item], d.refusal, base_at
    from unnest(outcomes, refusals) with ordinality d (outcome, refusal, item)
    where d.outcome is null or d.outcome = 'refused';

    -- 8. What to answer after the COMMIT. A repeated one is read from the book as it stands now.
    return query
    select r.item::integer, coalesce(r.outcome, 'posted'), r.refusal, r.transfer_id,
        case when r.outcome is null then coalesce(leg_numbers[r.item * 2 - 1], leg_numbers[r.item * 2])
            else t.posting_number end,
        case when r.outcome is null then base_at + r.item * tick else t.booked_at end,
        case when r.outcome is null then coalesce(p_effective_at[r.item], base_at + r.item * tick)
            else t.effective_at end,
        case
            when r.outcome is null then coalesce(leg_wallets[r.item * 2 - 1], leg_wallets[r.item * 2])
            when p.debit = 'wallet' then p.debit_balance
            else p.credit_balance
        end
    from unnest(outcomes, refusals, transfers) with ordinality r (outcome, refusal, transfer_id, item)
    left join ledger.transfer t
        on r.outcome = 'repeated' and r.refusal is null
        and t.user_number = coalesce(p_payers[r.item], p_payees[r.item]) and t.transfer_id = r.transfer_id
    left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
    order by r.item;
end
$$;
