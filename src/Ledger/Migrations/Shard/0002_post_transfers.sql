-- Posts a group of transfers in one call and one commit, each judged on its own: the fence, the caller's key, the
-- payer's funds, the limits of 64 bits; later ones see earlier ones. It decides on arrays and writes set by set.
-- Arrays have one element a transfer. A null payer or payee is the world outside. An outcome that is not remembered
-- under the key (moved, busy, key-at-work, key-reused, user-unknown) has written nothing.
--
-- Locks, each in an order that two groups cannot cross: ranges shared and by try, keys by try, books ascending.
-- VOLATILE at READ COMMITTED: every statement below has a snapshot of its own, taken after the locks before it.
create function ledger.post_transfers(
    p_transfer_ids uuid[],
    p_key_hashes bytea[],
    p_request_hashes bytea[],
    p_key_locks bigint[],
    p_payers bigint[],
    p_payees bigint[],
    p_payer_ranges integer[],
    p_payee_ranges integer[],
    p_assets text[],
    p_amounts bigint[],
    p_effective_at timestamptz[],
    p_payer_references bytea[],
    p_payee_references bytea[],
    p_region text)
returns table (
    item integer,
    outcome text,
    refusal text,
    transfer_id uuid,
    posting_number bigint,
    booked_at timestamptz,
    effective_at timestamptz,
    balance bigint)
language plpgsql volatile
-- Planning anew for each group would cost more than the group; and a plan that is kept must not depend on how small the
-- tables were when it was made: always one look into an index a row.
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
    item_count constant integer := cardinality(p_transfer_ids);
    big constant numeric := 9223372036854775807;
    outcomes text[] := array_fill(null::text, array[item_count]);
    refusals text[] := array_fill(null::text, array[item_count]);
    transfers uuid[] := p_transfer_ids;
    -- Who is in the group: each user of each item.
    leg_items integer[];
    leg_users bigint[];
    leg_ranges integer[];
    entered smallint[];
    -- holders[first item with the same key] = the item of this group that decided the key.
    holders integer[] := array_fill(null::integer, array[item_count]);
    key_firsts integer[];
    keys_free boolean[];
    known_requests bytea[];
    known_transfers uuid[];
    known_refusals text[];
    -- The books, ascending by user, and each item's places in them.
    book_users bigint[];
    book_numbers bigint[];
    book_times timestamptz[];
    book_was bigint[];
    payer_books integer[];
    payee_books integer[];
    -- The accounts, a slot for each user and asset; item i uses slots[2i - 1] for its payer and slots[2i] for its payee.
    slots integer[];
    slot_users bigint[];
    slot_assets text[];
    slot_wallets bigint[];
    slot_externals bigint[];
    slot_sents bigint[];
    slot_receiveds bigint[];
    slot_minimums bigint[];
    slot_changed boolean[];
    -- The postings to write, at most two an item; own_postings[i] is the one in the book that keeps the key.
    posting_items integer[] := '{}';
    posting_users bigint[] := '{}';
    posting_payers boolean[] := '{}';
    posting_numbers bigint[] := '{}';
    posting_wallets bigint[] := '{}';
    posting_counters bigint[] := '{}';
    posting_times timestamptz[] := '{}';
    own_postings integer[] := array_fill(null::integer, array[item_count]);
    posting_count integer := 0;
    now_at timestamptz;
    amount bigint;
    counter bigint;
    has_payer boolean;
    has_payee boolean;
    book integer;
    holder integer;
    slot integer;
    i integer;
begin
    -- 1. Are the users still this shard's? Nothing below is read before their ranges are held.
    select array_agg(l.item), array_agg(l.user_number), array_agg(l.range_id)
    into leg_items, leg_users, leg_ranges
    from (
        select u.item::integer as item, v.user_number, v.range_id
        from unnest(p_payers, p_payees, p_payer_ranges, p_payee_ranges) with ordinality
            u (payer, payee, payer_range, payee_range, item)
        cross join lateral (values (payer, payer_range), (payee, payee_range)) v (user_number, range_id)
        where v.user_number is not null) l;
    entered := sharding.enter_many(leg_users, leg_ranges);
    for i in 1..coalesce(cardinality(leg_items), 0) loop
        if entered[i] = 1 or (entered[i] = 2 and outcomes[leg_items[i]] is null) then
            outcomes[leg_items[i]] := case entered[i] when 1 then 'moved' else 'busy' end;
        end if;
    end loop;

    -- 2. Is the same key at work in another transaction? Later items of this group see the earlier ones instead.
    select array_agg(pg_try_advisory_xact_lock(k.lock) order by k.item)
    into keys_free
    from unnest(p_key_locks) with ordinality k (lock, item);

    -- 3. The books, ascending, so that two groups never wait for each other in a circle.
    select array_agg(b.user_number), array_agg(b.last_posting_number), array_agg(b.last_booked_at)
    into book_users, book_numbers, book_times
    from (
        select k.user_number, k.last_posting_number, k.last_booked_at
        from ledger.book k
        where k.user_number in (
            select l.user_number from unnest(leg_items, leg_users) l (item, user_number) where outcomes[l.item] is null)
        order by k.user_number
        for update) b;
    book_was := book_numbers;

    -- 4. What is known of the keys, now that nobody else can decide them.
    select
        array_agg(f.first order by f.item), array_agg(k.request_hash order by f.item),
        array_agg(k.transfer_id order by f.item), array_agg(k.refusal order by f.item),
        array_agg(array_position(book_users, f.payer) order by f.item),
        array_agg(array_position(book_users, f.payee) order by f.item)
    into key_firsts, known_requests, known_transfers, known_refusals, payer_books, payee_books
    from (
        select u.*, min(u.item) over (partition by coalesce(u.payer, u.payee), u.key_hash)::integer as first
        from unnest(p_payers, p_payees, p_key_hashes) with ordinality u (payer, payee, key_hash, item)) f
    left join ledger.idempotency k
        on k.user_number = coalesce(f.payer, f.payee) and k.key_hash = f.key_hash;

    -- 5. The accounts. One never used before has no row yet: its book's lock stands for it.
    with legs as materialized (
        select u.item, v.part, v.user_number, u.asset, dense_rank() over (order by v.user_number, u.asset) as slot
        from unnest(p_payers, p_payees, p_assets) with ordinality u (payer, payee, asset, item)
        cross join lateral (values (1, payer), (2, payee)) v (part, user_number))
    select
        (select array_agg(l.slot::integer order by l.item, l.part) from legs l),
        array_agg(s.user_number order by s.slot), array_agg(s.asset order by s.slot),
        array_agg(coalesce(a.wallet, 0) order by s.slot), array_agg(coalesce(a.external, 0) order by s.slot),
        array_agg(coalesce(a.sent, 0) order by s.slot), array_agg(coalesce(a.received, 0) order by s.slot),
        array_agg(coalesce(a.minimum, 0) order by s.slot), array_agg(false)
    into slots, slot_users, slot_assets, slot_wallets, slot_externals, slot_sents, slot_receiveds, slot_minimums,
        slot_changed
    from (select distinct l.slot, l.user_number, l.asset from legs l) s
    left join ledger.account a on a.user_number = s.user_number and a.asset = s.asset;

    -- 6. Decide, one after the other.
    now_at := clock_timestamp();
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        has_payer := p_payers[i] is not null;
        has_payee := p_payees[i] is not null;
        book := case when has_payer then payer_books[i] else payee_books[i] end;
        holder := holders[key_firsts[i]];
        if not keys_free[i] then
            outcomes[i] := 'key-at-work';
            continue;
        elsif book is null then
            outcomes[i] := 'user-unknown';
            continue;
        elsif known_requests[i] is not null or holder is not null then
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
        if has_payee and payee_books[i] is null then
            refusals[i] := 'payee-unknown';
        end if;
        if has_payer then
            slot := slots[i * 2 - 1];
            if refusals[i] is null and slot_wallets[slot]::numeric - amount < slot_minimums[slot] then
                refusals[i] := 'insufficient-funds';
            elsif (case when has_payee then slot_sents[slot] else slot_externals[slot] end)::numeric + amount > big then
                refusals[i] := coalesce(refusals[i], 'balance-limit');
            end if;
        end if;
        if has_payee and refusals[i] is null then
            slot := slots[i * 2];
            if slot_wallets[slot]::numeric + amount > big
                or (case when has_payer then slot_receiveds[slot] else slot_externals[slot] end)::numeric - amount < -big
            then
                refusals[i] := 'balance-limit';
            end if;
        end if;
        if refusals[i] is not null then
            outcomes[i] := 'refused';
            continue;
        end if;

        outcomes[i] := 'posted';
        own_postings[i] := posting_count + 1;
        if has_payer then
            slot := slots[i * 2 - 1];
            slot_changed[slot] := true;
            slot_wallets[slot] := slot_wallets[slot] - amount;
            if has_payee then
                counter := slot_sents[slot] + amount;
                slot_sents[slot] := counter;
            else
                counter := slot_externals[slot] + amount;
                slot_externals[slot] := counter;
            end if;
            book := payer_books[i];
            book_numbers[book] := book_numbers[book] + 1;
            book_times[book] := greatest(now_at, book_times[book] + interval '1 microsecond');
            posting_count := posting_count + 1;
            posting_items[posting_count] := i;
            posting_users[posting_count] := p_payers[i];
            posting_payers[posting_count] := true;
            posting_numbers[posting_count] := book_numbers[book];
            posting_wallets[posting_count] := slot_wallets[slot];
            posting_counters[posting_count] := counter;
            posting_times[posting_count] := book_times[book];
        end if;
        if has_payee then
            slot := slots[i * 2];
            slot_changed[slot] := true;
            slot_wallets[slot] := slot_wallets[slot] + amount;
            if has_payer then
                counter := slot_receiveds[slot] - amount;
                slot_receiveds[slot] := counter;
            else
                counter := slot_externals[slot] - amount;
                slot_externals[slot] := counter;
            end if;
            book := payee_books[i];
            book_numbers[book] := book_numbers[book] + 1;
            book_times[book] := greatest(now_at, book_times[book] + interval '1 microsecond');
            posting_count := posting_count + 1;
            posting_items[posting_count] := i;
            posting_users[posting_count] := p_payees[i];
            posting_payers[posting_count] := false;
            posting_numbers[posting_count] := book_numbers[book];
            posting_wallets[posting_count] := slot_wallets[slot];
            posting_counters[posting_count] := counter;
            posting_times[posting_count] := book_times[book];
        end if;
    end loop;

    -- 7. Write, set by set.
    if posting_count > 0 then
        update ledger.book b
        set last_posting_number = n.last_number, last_booked_at = n.last_time
        from unnest(book_users, book_numbers, book_times, book_was) n (user_number, last_number, last_time, was)
        where b.user_number = n.user_number and n.last_number > n.was;

        insert into ledger.account as a (
            user_number, asset, wallet, external, sent, received, minimum, opened_at)
        select s.user_number, s.asset, s.wallet, s.external, s.sent, s.received, s.minimum, now_at
        from unnest(
            slot_users, slot_assets, slot_wallets, slot_externals, slot_sents, slot_receiveds, slot_minimums,
            slot_changed) s (user_number, asset, wallet, external, sent, received, minimum, changed)
        where s.changed
        on conflict on constraint account_pkey do update
        set wallet = excluded.wallet, external = excluded.external, sent = excluded.sent, received = excluded.received;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select p.user_number, p.number, p_transfer_ids[p.item], p_assets[p.item],
            case when p.is_payer then 'wallet' when p_payers[p.item] is null then 'external' else 'received'
                end::ledger.account_kind,
            case when not p.is_payer then 'wallet' when p_payees[p.item] is null then 'external' else 'sent'
                end::ledger.account_kind,
            p_amounts[p.item],
            case when p.is_payer then p.wallet else p.counter end,
            case when p.is_payer then p.counter else p.wallet end,
            p.booked
        from unnest(
            posting_items, posting_users, posting_payers, posting_numbers, posting_wallets, posting_counters,
            posting_times) p (item, user_number, is_payer, number, wallet, counter, booked);

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select p.user_number, p.number, p_transfer_ids[p.item],
            case when p.is_payer then 'payer' else 'payee' end::ledger.transfer_side,
            coalesce(p_region || '-' || case when p.is_payer then p_payees[p.item] else p_payers[p.item] end, 'external'),
            p_assets[p.item], p_amounts[p.item], 'completed', p.booked, coalesce(p_effective_at[p.item], p.booked)
        from unnest(posting_items, posting_users, posting_payers, posting_numbers, posting_times)
            p (item, user_number, is_payer, number, booked);

        insert into personal.reference (user_number, transfer_id, sealed)
        select r.user_number, r.transfer_id, r.sealed
        from (
            select p.user_number, p_transfer_ids[p.item],
                case when p.is_payer then p_payer_references[p.item] else p_payee_references[p.item] end
            from unnest(posting_items, posting_users, posting_payers) p (item, user_number, is_payer))
            r (user_number, transfer_id, sealed)
        where r.sealed is not null;

        insert into ledger.outbox (epoch, type, version, user_number, posting_number, body)
        select s.epoch, 'transfer-completed', 1, posting_users[own.posting], posting_numbers[own.posting],
            jsonb_build_object(
                'transferId', p_transfer_ids[own.item],
                'payer', coalesce(p_region || '-' || p_payers[own.item], 'external'),
                'payee', coalesce(p_region || '-' || p_payees[own.item], 'external'),
                'asset', p_assets[own.item], 'minorUnits', p_amounts[own.item]::text,
                'bookedAt', posting_times[own.posting])
        from sharding.shard s
        cross join unnest(own_postings) with ordinality own (posting, item)
        where own.posting is not null;
    end if;

    insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, refusal, decided_at)
    select coalesce(p_payers[d.item], p_payees[d.item]), p_key_hashes[d.item], p_request_hashes[d.item],
        p_transfer_ids[d.item], d.refusal, now_at
    from unnest(outcomes, refusals) with ordinality d (outcome, refusal, item)
    where d.outcome in ('posted', 'refused');

    -- 8. What to answer after the COMMIT. A repeated one is read from the book as it stands now.
    return query
    select r.item::integer, r.outcome, r.refusal, r.transfer_id,
        coalesce(posting_numbers[r.posting], t.posting_number),
        coalesce(posting_times[r.posting], t.booked_at),
        coalesce(t.effective_at, p_effective_at[r.item], posting_times[r.posting]),
        coalesce(
            posting_wallets[r.posting], case when p.debit = 'wallet' then p.debit_balance else p.credit_balance end)
    from unnest(outcomes, refusals, transfers, own_postings)
        with ordinality r (outcome, refusal, transfer_id, posting, item)
    left join ledger.transfer t
        on r.outcome = 'repeated' and r.refusal is null
        and t.user_number = coalesce(p_payers[r.item], p_payees[r.item]) and t.transfer_id = r.transfer_id
    left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
    order by r.item;
end
$$;
