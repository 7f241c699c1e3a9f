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
as $$
#variable_conflict use_column
declare
    item_count constant integer := cardinality(p_transfer_ids);
    big constant numeric := 9223372036854775807;
    outcomes text[] := array_fill(null::text, array[item_count]);
    refusals text[] := array_fill(null::text, array[item_count]);
    -- The key's first holder in this group: holders[first item with the same key] = item that decided it.
    key_firsts integer[];
    holders integer[] := array_fill(null::integer, array[item_count]);
    known_requests bytea[];
    known_transfers uuid[];
    known_refusals text[];
    transfers uuid[] := p_transfer_ids;
    leg_items integer[];
    leg_users bigint[];
    leg_ranges integer[];
    entered smallint[];
    keys_free boolean[];
    -- Books of this group, ascending.
    book_users bigint[];
    book_numbers bigint[];
    book_times timestamptz[];
    book_was bigint[];
    payer_books integer[];
    payee_books integer[];
    -- Accounts of this group; item i uses slots[4i-3 .. 4i]: payer's wallet and counter, payee's counter and wallet.
    slots integer[];
    slot_users bigint[];
    slot_assets text[];
    slot_kinds ledger.account_kind[];
    slot_balances bigint[];
    slot_minimums bigint[];
    slot_was bigint[];
    -- Postings to write, one element a leg.
    posting_items integer[] := '{}';
    posting_users bigint[] := '{}';
    posting_numbers bigint[] := '{}';
    posting_debits integer[] := '{}';
    posting_credits integer[] := '{}';
    posting_debit_balances bigint[] := '{}';
    posting_credit_balances bigint[] := '{}';
    posting_times timestamptz[] := '{}';
    own_postings integer[] := array_fill(null::integer, array[item_count]);
    posting_count integer := 0;
    now_at timestamptz;
    i integer;
    holder integer;
    amount bigint;
    book integer;
    pw integer;
    pc integer;
    rc integer;
    rw integer;
begin
    -- 1. Are the users still this shard's? Nothing below is read before the ranges are held.
    select array_agg(l.item), array_agg(l.user_number), array_agg(l.range_id)
    into leg_items, leg_users, leg_ranges
    from (
        select ord::integer as item, payer as user_number, range_id
        from unnest(p_payers, p_payer_ranges) with ordinality u (payer, range_id, ord) where payer is not null
        union all
        select ord::integer, payee, range_id
        from unnest(p_payees, p_payee_ranges) with ordinality u (payee, range_id, ord) where payee is not null) l;
    entered := sharding.enter_many(leg_users, leg_ranges);
    for i in 1..coalesce(cardinality(leg_items), 0) loop
        if entered[i] = 1 or (entered[i] = 2 and outcomes[leg_items[i]] is null) then
            outcomes[leg_items[i]] := case entered[i] when 1 then 'moved' else 'busy' end;
        end if;
    end loop;

    -- 2. Is the same key at work in another transaction? Later keys of this group see the earlier ones instead.
    select array_agg(pg_try_advisory_xact_lock(k.lock) order by k.ord)
    into keys_free
    from unnest(p_key_locks) with ordinality k (lock, ord);

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
        array_agg(f.first order by f.ord), array_agg(k.request_hash order by f.ord),
        array_agg(k.transfer_id order by f.ord), array_agg(k.refusal order by f.ord),
        array_agg(pb.ord::integer order by f.ord), array_agg(qb.ord::integer order by f.ord)
    into key_firsts, known_requests, known_transfers, known_refusals, payer_books, payee_books
    from (
        select u.*, min(u.ord) over (partition by coalesce(u.payer, u.payee), u.key_hash)::integer as first
        from unnest(p_payers, p_payees, p_key_hashes) with ordinality u (payer, payee, key_hash, ord)) f
    left join unnest(book_users) with ordinality pb (user_number, ord) on pb.user_number = f.payer
    left join unnest(book_users) with ordinality qb (user_number, ord) on qb.user_number = f.payee
    left join ledger.idempotency k
        on k.user_number = coalesce(f.payer, f.payee) and k.key_hash = f.key_hash;

    -- 5. The accounts, in one pass: an account never used before has no row yet, and its book's lock stands for it.
    with legs as materialized (
        select ord, part, user_number, asset, kind,
            dense_rank() over (order by user_number, asset, kind) as slot
        from unnest(p_payers, p_payees, p_assets) with ordinality u (payer, payee, asset, ord)
        cross join lateral (values
            (1, payer, 'wallet'::ledger.account_kind),
            (2, payer, case when payee is null then 'external' else 'sent' end::ledger.account_kind),
            (3, payee, case when payer is null then 'external' else 'received' end::ledger.account_kind),
            (4, payee, 'wallet'::ledger.account_kind)) v (part, user_number, kind))
    select
        (select array_agg(l.slot::integer order by l.ord, l.part) from legs l),
        array_agg(s.user_number order by s.slot), array_agg(s.asset order by s.slot),
        array_agg(s.kind order by s.slot), array_agg(coalesce(a.balance, 0) order by s.slot),
        array_agg(coalesce(a.minimum, 0) order by s.slot), array_agg(a.balance order by s.slot)
    into slots, slot_users, slot_assets, slot_kinds, slot_balances, slot_minimums, slot_was
    from (select distinct l.slot, l.user_number, l.asset, l.kind from legs l) s
    left join ledger.account a
        on a.user_number = s.user_number and a.asset = s.asset and a.kind = s.kind;

    -- 6. Decide, one after the other.
    now_at := clock_timestamp();
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        book := case when p_payers[i] is null then payee_books[i] else payer_books[i] end;
        holder := holders[key_firsts[i]];
        if not keys_free[i] then
            outcomes[i] := 'key-at-work';
        elsif book is null then
            outcomes[i] := 'user-unknown';
        elsif known_requests[i] is not null or holder is not null then
            if coalesce(known_requests[i], p_request_hashes[holder]) = p_request_hashes[i] then
                outcomes[i] := 'repeated';
                refusals[i] := case when holder is null then known_refusals[i] else refusals[holder] end;
                transfers[i] := case when holder is null then known_transfers[i] else transfers[holder] end;
            else
                outcomes[i] := 'key-reused';
            end if;
        else
            holders[key_firsts[i]] := i;
            amount := p_amounts[i];
            pw := slots[i * 4 - 3];
            pc := slots[i * 4 - 2];
            rc := slots[i * 4 - 1];
            rw := slots[i * 4];
            refusals[i] := case
                when p_payees[i] is not null and payee_books[i] is null then 'payee-unknown'
                when p_payers[i] is not null and slot_balances[pw]::numeric - amount < slot_minimums[pw]
                    then 'insufficient-funds'
                when p_payers[i] is not null and slot_balances[pc]::numeric + amount > big then 'balance-limit'
                when p_payees[i] is not null and slot_balances[rc]::numeric - amount < -big then 'balance-limit'
                when p_payees[i] is not null and slot_balances[rw]::numeric + amount > big then 'balance-limit'
            end;
            outcomes[i] := case when refusals[i] is null then 'posted' else 'refused' end;
            continue when refusals[i] is not null;

            if p_payers[i] is not null then
                posting_count := posting_count + 1;
                own_postings[i] := posting_count;
                book := payer_books[i];
                book_numbers[book] := book_numbers[book] + 1;
                book_times[book] := greatest(now_at, book_times[book] + interval '1 microsecond');
                slot_balances[pw] := slot_balances[pw] - amount;
                slot_balances[pc] := slot_balances[pc] + amount;
                posting_items[posting_count] := i;
                posting_users[posting_count] := p_payers[i];
                posting_numbers[posting_count] := book_numbers[book];
                posting_times[posting_count] := book_times[book];
                posting_debits[posting_count] := pw;
                posting_credits[posting_count] := pc;
                posting_debit_balances[posting_count] := slot_balances[pw];
                posting_credit_balances[posting_count] := slot_balances[pc];
            end if;

            if p_payees[i] is not null then
                posting_count := posting_count + 1;
                own_postings[i] := coalesce(own_postings[i], posting_count);
                book := payee_books[i];
                book_numbers[book] := book_numbers[book] + 1;
                book_times[book] := greatest(now_at, book_times[book] + interval '1 microsecond');
                slot_balances[rc] := slot_balances[rc] - amount;
                slot_balances[rw] := slot_balances[rw] + amount;
                posting_items[posting_count] := i;
                posting_users[posting_count] := p_payees[i];
                posting_numbers[posting_count] := book_numbers[book];
                posting_times[posting_count] := book_times[book];
                posting_debits[posting_count] := rc;
                posting_credits[posting_count] := rw;
                posting_debit_balances[posting_count] := slot_balances[rc];
                posting_credit_balances[posting_count] := slot_balances[rw];
            end if;
        end if;
    end loop;

    -- 7. Write, set by set.
    if posting_count > 0 then
        update ledger.book b
        set last_posting_number = n.last_number, last_booked_at = n.last_time
        from unnest(book_users, book_numbers, book_times, book_was) n (user_number, last_number, last_time, was)
        where b.user_number = n.user_number and n.last_number > n.was;

        insert into ledger.account as a (user_number, asset, kind, balance, minimum, opened_at)
        select s.user_number, s.asset, s.kind, s.balance, case when s.kind = 'wallet' then s.minimum end, now_at
        from unnest(slot_users, slot_assets, slot_kinds, slot_balances, slot_minimums, slot_was)
            with ordinality s (user_number, asset, kind, balance, minimum, was, slot)
        where s.slot = any (posting_debits) or s.slot = any (posting_credits)
        on conflict on constraint account_pkey do update set balance = excluded.balance;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select p.user_number, p.number, p_transfer_ids[p.item], p_assets[p.item], slot_kinds[p.debit],
            slot_kinds[p.credit], p_amounts[p.item], p.debit_balance, p.credit_balance, p.booked
        from unnest(
            posting_items, posting_users, posting_numbers, posting_debits, posting_credits,
            posting_debit_balances, posting_credit_balances, posting_times)
            p (item, user_number, number, debit, credit, debit_balance, credit_balance, booked);

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select p.user_number, p.number, p_transfer_ids[p.item],
            case when slot_kinds[p.debit] = 'wallet' then 'payer' else 'payee' end::ledger.transfer_side,
            coalesce(p_region || '-' || case when slot_kinds[p.debit] = 'wallet'
                then p_payees[p.item] else p_payers[p.item] end, 'external'),
            p_assets[p.item], p_amounts[p.item], 'completed', p.booked, coalesce(p_effective_at[p.item], p.booked)
        from unnest(posting_items, posting_users, posting_numbers, posting_debits, posting_times)
            p (item, user_number, number, debit, booked);

        insert into personal.reference (user_number, transfer_id, sealed)
        select p.user_number, p_transfer_ids[p.item], r.sealed
        from unnest(posting_items, posting_users, posting_debits) p (item, user_number, debit)
        cross join lateral (select case when slot_kinds[p.debit] = 'wallet'
            then p_payer_references[p.item] else p_payee_references[p.item] end) r (sealed)
        where r.sealed is not null;

        insert into ledger.outbox (epoch, type, version, user_number, posting_number, body)
        select s.epoch, 'transfer-completed', 1, posting_users[own.posting], posting_numbers[own.posting],
            jsonb_build_object(
                'transferId', p_transfer_ids[own.item],
                'payer', coalesce(p_region || '-' || p_payers[own.item], 'external'),
                'payee', coalesce(p_region || '-' || p_payees[own.item], 'external'),
                'asset', p_assets[own.item], 'minorUnits', p_amounts[own.item]::text,
                'bookedAt', posting_times[own.posting])
        from unnest(own_postings) with ordinality own (posting, item)
        cross join sharding.shard s
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
        case when r.posting is null then t.posting_number else posting_numbers[r.posting] end,
        case when r.posting is null then t.booked_at else posting_times[r.posting] end,
        case when r.posting is null then t.effective_at
            else coalesce(p_effective_at[r.item], posting_times[r.posting]) end,
        case
            when r.posting is null and p.debit = 'wallet' then p.debit_balance
            when r.posting is null then p.credit_balance
            when p_payers[r.item] is null then posting_credit_balances[r.posting]
            else posting_debit_balances[r.posting]
        end
    from unnest(outcomes, refusals, transfers, own_postings)
        with ordinality r (outcome, refusal, transfer_id, posting, item)
    left join ledger.transfer t
        on r.outcome = 'repeated' and r.refusal is null
        and t.user_number = coalesce(p_payers[r.item], p_payees[r.item]) and t.transfer_id = r.transfer_id
    left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
    order by r.item;
end
$$;
