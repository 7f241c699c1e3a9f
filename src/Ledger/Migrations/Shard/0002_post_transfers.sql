-- Posts a group of transfers in one call and one commit, each judged on its own: the fence, the caller's key, the
-- payer's funds, the limits of 64 bits; later ones see earlier ones. It decides on arrays and writes set by set.
--
-- An item is a transfer. A leg is one side of it that has its book on this shard: 1 or 2 an item, in the order of the
-- items. A side without a leg is the world outside ('external'), or a payee elsewhere: then the money stays in-transit.
-- Legs name users and slots (a user's account of one asset) by their places in p_users and p_slot_*; users ascend.
-- p_leg_counts says how many legs each user has. p_references is null when no leg has one. An outcome that is not
-- remembered under the key (moved, busy, key-at-work, key-reused, user-...) has written nothing.
--
-- It expects that everything will be posted, as nearly always: books and keys are written before the decision, each in
-- the statement that locks them, and step 8 takes back what was not.
-- Locks, each in an order that two groups cannot cross: ranges shared and by try, keys by try, books ascending.
-- VOLATILE at READ COMMITTED: every statement below has a snapshot of its own, taken after the locks before it.
create function ledger.post_transfers(
    p_transfer_ids uuid[], p_owners bigint[],
    p_key_hashes bytea[], p_request_hashes bytea[], p_key_locks bigint[],
    p_assets text[], p_amounts bigint[], p_effective_at timestamptz[],
    p_payer_legs integer[], p_payee_legs integer[],
    p_leg_items integer[], p_leg_users integer[], p_leg_slots integer[], p_leg_pays boolean[],
    p_counterparties text[], p_references bytea[],
    p_users bigint[], p_ranges integer[], p_leg_counts integer[],
    p_slot_users bigint[], p_slot_assets text[])
returns table (
    outcome text, refusal text, transfer_id uuid, state ledger.transfer_state,
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
    leg_count constant integer := cardinality(p_leg_items);
    -- An outcome that stays null is a posting.
    outcomes text[] := array_fill(null::text, array[item_count]);
    refusals text[] := outcomes;
    entered smallint[]; keys_free boolean[]; fresh uuid[];
    holders integer[]; -- holders[i] = the item of this group that decides the key which item i repeats.
    -- The books: their last posting's number (null: no such user), and whose are restricted (null: nobody's).
    book_numbers bigint[]; book_users bigint[]; restricted bigint[]; first_at timestamptz; last_at timestamptz;
    -- The accounts' slots. Those never used before have no row yet: their book's lock stands for them. The counter
    -- account of kind k of slot s is counters[(k - 1) * slot_count + s].
    slot_count constant integer := cardinality(p_slot_users);
    kinds constant ledger.account_kind[] := '{in-transit,external,sent,received}';
    wallets bigint[]; counters bigint[]; minimums bigint[]; slots_new boolean[];
    slots_changed boolean[] := array_fill(false, array[slot_count]);
    -- What each leg writes: the posting's number, and the balances after it. Null: nothing.
    leg_numbers bigint[] := array_fill(null::bigint, array[leg_count]);
    leg_wallets bigint[] := leg_numbers; leg_counters bigint[] := leg_numbers;
    leg_kinds ledger.account_kind[] := array_fill(null::ledger.account_kind, array[leg_count]);
    -- Item i is booked at base_at + i microseconds: after everything that its books booked before.
    base_at timestamptz := clock_timestamp();
    tick constant interval := interval '1 microsecond'; span constant interval := item_count * tick;
    -- The item under judgement; room is how high a balance may be for the amount to be added to it.
    i integer; amount bigint; room bigint; known record;
    from_leg integer; from_book integer; from_slot integer; from_kind integer; from_counter integer;
    to_leg integer; to_book integer; to_slot integer; to_kind integer; to_counter integer;
begin
    -- 1. Are the users still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_users, p_ranges);
    if 0 <> any (entered) then
        for leg in 1..leg_count loop
            i := p_leg_items[leg];
            if entered[p_leg_users[leg]] > 0 and outcomes[i] is distinct from 'moved' then
                outcomes[i] := case entered[p_leg_users[leg]] when 1 then 'moved' else 'busy' end;
            end if;
        end loop;
    end if;

    -- 2. Is the same key at work in another transaction? Later items of this group see the earlier ones instead.
    select array_agg(pg_try_advisory_xact_lock(k.lock)) into keys_free from unnest(p_key_locks) k (lock);
    if false = any (keys_free) then
        for i in 1..item_count loop
            if outcomes[i] is null and not keys_free[i] then
                outcomes[i] := 'key-at-work';
            end if;
        end loop;
    end if;

    -- 3. The books, ascending, so that two groups never wait for each other in a circle.
    with numbered as (
        update ledger.book b
        set last_posting_number = b.last_posting_number + u.leg_count,
            last_booked_at = greatest(b.last_booked_at, base_at) + span
        from unnest(p_users, p_leg_counts, entered) u (user_number, leg_count, entered)
        where b.user_number = u.user_number and u.entered = 0 and b.erased_at is null
        returning b.user_number, b.last_posting_number - u.leg_count as number, b.last_booked_at, b.restricted_at)
    select array_agg(n.user_number), array_agg(n.number), min(n.last_booked_at), max(n.last_booked_at),
        array_agg(n.user_number) filter (where n.restricted_at is not null)
    into book_users, book_numbers, first_at, last_at, restricted
    from numbered n;
    base_at := coalesce(last_at - span, base_at);
    if book_users is distinct from p_users then
        book_numbers := array(
            select book_numbers[array_position(book_users, u.user_number)]
            from unnest(p_users) with ordinality u (user_number, place)
            order by u.place);
        for i in 1..item_count loop
            if outcomes[i] is null and array_position(book_users, p_owners[i]) is null then
                outcomes[i] := ledger.absent_user(p_owners[i]);
            end if;
        end loop;
    end if;

    -- 4. The keys. One that is known already keeps its row, and its item is a repetition.
    with kept as (
        insert into ledger.idempotency as k (user_number, key_hash, request_hash, transfer_id, decided_at)
        select o.owner, o.key_hash, o.request_hash, o.transfer_id, base_at
        from unnest(p_owners, p_key_hashes, p_request_hashes, p_transfer_ids, outcomes)
            o (owner, key_hash, request_hash, transfer_id, outcome)
        where o.outcome is null
        on conflict do nothing
        returning k.transfer_id)
    select array_agg(k.transfer_id) into fresh from kept k;
    if cardinality(fresh) is distinct from item_count then
        holders := array_fill(null::integer, array[item_count]);
        for i in 1..item_count loop
            continue when outcomes[i] is not null or p_transfer_ids[i] = any (fresh);
            select k.request_hash, k.transfer_id, k.refusal into strict known from ledger.idempotency k
            where k.user_number = p_owners[i] and k.key_hash = p_key_hashes[i];
            if known.request_hash <> p_request_hashes[i] then
                outcomes[i] := 'key-reused';
                continue;
            end if;

            outcomes[i] := 'repeated';
            refusals[i] := known.refusal;
            holders[i] := array_position(p_transfer_ids, known.transfer_id); p_transfer_ids[i] := known.transfer_id;
        end loop;
    end if;

    -- 5. The accounts.
    select
        array_agg(coalesce(s.wallet, 0)), array_agg(coalesce(s.minimum, 0)), array_agg(s.wallet is null),
        array_agg(coalesce(s.in_transit, 0)) || array_agg(coalesce(s.external, 0))
            || array_agg(coalesce(s.sent, 0)) || array_agg(coalesce(s.received, 0))
    into wallets, minimums, slots_new, counters
    from (
        select a.wallet, a.minimum, a.in_transit, a.external, a.sent, a.received
        from unnest(p_slot_users, p_slot_assets) with ordinality s (user_number, asset, slot)
        left join ledger.account a on a.user_number = s.user_number and a.asset = s.asset
        order by s.slot) s;

    -- 6. Decide, one after the other.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        from_leg := p_payer_legs[i]; to_leg := p_payee_legs[i];
        amount := p_amounts[i]; room := 9223372036854775807 - amount;
        if from_leg is not null then
            from_book := p_leg_users[from_leg]; from_slot := p_leg_slots[from_leg];
            from_kind := case when to_leg > 0 then 3 when p_counterparties[from_leg] = 'external' then 2 else 1 end;
            from_counter := (from_kind - 1) * slot_count + from_slot;
        end if;
        if to_leg is not null then
            to_book := p_leg_users[to_leg]; to_slot := p_leg_slots[to_leg];
            to_kind := case when from_leg is null then 2 else 4 end;
            to_counter := (to_kind - 1) * slot_count + to_slot;
        end if;
        refusals[i] := case
            when to_leg is not null and book_numbers[to_book] is null then ledger.absent_payee(p_users[to_book])
            when restricted is not null and (from_leg is not null and p_users[from_book] = any (restricted)
                or to_leg is not null and p_users[to_book] = any (restricted)) then 'user-restricted'
            when from_leg is not null and minimums[from_slot] > room then 'insufficient-funds'
            when from_leg is not null and wallets[from_slot] < minimums[from_slot] + amount then 'insufficient-funds'
            -- What is in transit may come to be sent, or come back to the wallet: room is kept for both.
            when from_leg is not null and case from_kind when 2 then counters[from_counter] > room
                else counters[2 * slot_count + from_slot] > room - counters[from_slot] end then 'balance-limit'
            when to_leg is not null and (wallets[to_slot] > room - counters[to_slot] or counters[to_counter] < -room)
                then 'balance-limit'
        end;
        if refusals[i] is not null then
            outcomes[i] := 'refused';
            continue;
        end if;

        if from_leg is not null then
            slots_changed[from_slot] := true;
            wallets[from_slot] := wallets[from_slot] - amount;
            counters[from_counter] := counters[from_counter] + amount;
            book_numbers[from_book] := book_numbers[from_book] + 1;
            leg_numbers[from_leg] := book_numbers[from_book];
            leg_kinds[from_leg] := kinds[from_kind];
            leg_wallets[from_leg] := wallets[from_slot];
            leg_counters[from_leg] := counters[from_counter];
        end if;
        if to_leg is not null then
            slots_changed[to_slot] := true;
            wallets[to_slot] := wallets[to_slot] + amount;
            counters[to_counter] := counters[to_counter] - amount;
            book_numbers[to_book] := book_numbers[to_book] + 1;
            leg_numbers[to_leg] := book_numbers[to_book];
            leg_kinds[to_leg] := kinds[to_kind];
            leg_wallets[to_leg] := wallets[to_slot];
            leg_counters[to_leg] := counters[to_counter];
        end if;
    end loop;

    -- 7. Write, set by set.
    if array_position(outcomes, null) is not null then
        update ledger.account a
        set wallet = wallets[s.slot], in_transit = counters[s.slot], external = counters[slot_count + s.slot],
            sent = counters[2 * slot_count + s.slot], received = counters[3 * slot_count + s.slot]
        from unnest(p_slot_users, p_slot_assets, slots_changed, slots_new) with ordinality
            s (user_number, asset, changed, is_new, slot)
        where a.user_number = s.user_number and a.asset = s.asset and s.changed and not s.is_new;

        if true = any (slots_new) then
            insert into ledger.account (user_number, asset, wallet, in_transit, external, sent, received, opened_at)
            select s.user_number, s.asset, wallets[s.slot], counters[s.slot], counters[slot_count + s.slot],
                counters[2 * slot_count + s.slot], counters[3 * slot_count + s.slot], base_at
            from unnest(p_slot_users, p_slot_assets, slots_changed, slots_new) with ordinality
                s (user_number, asset, changed, is_new, slot)
            where s.changed and s.is_new;
        end if;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select p_users[l.place], l.number, p_transfer_ids[l.item], p_assets[l.item],
            case when l.pays then 'wallet' else l.kind end, case when l.pays then l.kind else 'wallet' end,
            p_amounts[l.item],
            case when l.pays then l.wallet else l.counter end, case when l.pays then l.counter else l.wallet end,
            base_at + l.item * tick
        from unnest(p_leg_items, p_leg_users, p_leg_pays, leg_numbers, leg_kinds, leg_wallets, leg_counters)
            l (item, place, pays, number, kind, wallet, counter)
        where l.number is not null;

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select p_users[l.place], l.number, p_transfer_ids[l.item],
            case when l.pays then 'payer'::ledger.transfer_side else 'payee'::ledger.transfer_side end,
            l.counterparty, p_assets[l.item], p_amounts[l.item],
            case when l.kind = 'in-transit'
                then 'in-transit'::ledger.transfer_state else 'completed'::ledger.transfer_state end,
            base_at + l.item * tick, coalesce(p_effective_at[l.item], base_at + l.item * tick)
        from unnest(p_leg_items, p_leg_users, p_leg_pays, leg_numbers, leg_kinds, p_counterparties)
            l (item, place, pays, number, kind, counterparty)
        where l.number is not null;

        if p_references is not null then
            insert into personal.reference (user_number, transfer_id, sealed)
            select p_users[l.place], p_transfer_ids[l.item], l.sealed
            from unnest(p_leg_items, p_leg_users, leg_numbers, p_references) l (item, place, number, sealed)
            where l.number is not null and l.sealed is not null;
        end if;

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
        select s.epoch, case when l.kind = 'in-transit' then 'transfer-sent' else 'transfer-completed' end,
            p_users[l.place], l.number, p_transfer_ids[l.item],
            case when l.pays then 'payer'::ledger.transfer_side else 'payee'::ledger.transfer_side end,
            l.counterparty, p_assets[l.item], p_amounts[l.item], base_at + l.item * tick
        from sharding.shard s
        cross join unnest(p_leg_items, p_leg_users, p_leg_pays, leg_numbers, leg_kinds, p_counterparties)
            l (item, place, pays, number, kind, counterparty)
        where l.number is not null and (l.pays or p_payer_legs[l.item] is null);
    end if;

    -- 8. Take back what was expected and did not come.
    if first_at < last_at or cardinality(array_positions(outcomes, null)) < item_count then
        update ledger.book b
        set last_posting_number = n.number, last_booked_at = last_at
        from unnest(p_users, book_numbers) n (user_number, number)
        where b.user_number = n.user_number and n.number is not null;

        update ledger.idempotency k
        set refusal = o.refusal
        from unnest(p_owners, p_key_hashes, outcomes, refusals) o (owner, key_hash, outcome, refusal)
        where o.outcome = 'refused' and k.user_number = o.owner and k.key_hash = o.key_hash;

        for i in 1..item_count loop
            if outcomes[i] = 'repeated' and holders[i] is not null and holders[i] <> i then
                refusals[i] := refusals[holders[i]];
            end if;
        end loop;
    end if;

    -- 9. What to answer after the COMMIT. A repeated one is read from the book as it stands now.
    return query
    select coalesce(o.outcome, 'posted'), o.refusal, o.transfer_id,
        case when o.outcome is not null then t.state when leg_kinds[o.leg] = 'in-transit'
            then 'in-transit'::ledger.transfer_state else 'completed'::ledger.transfer_state end,
        coalesce(leg_numbers[o.leg], t.posting_number),
        case when o.outcome is null then base_at + o.item * tick else t.booked_at end,
        case when o.outcome is null then coalesce(o.effective_at, base_at + o.item * tick) else t.effective_at end,
        case when o.outcome is null then leg_wallets[o.leg]
            when p.debit = 'wallet' then p.debit_balance else p.credit_balance end
    from (
        select u.*, coalesce(u.payer_leg, u.payee_leg) as leg,
            case when u.outcome = 'repeated' and u.refusal is null then u.owner end as repeated_owner
        from unnest(p_owners, outcomes, refusals, p_transfer_ids, p_effective_at, p_payer_legs, p_payee_legs)
            with ordinality u (owner, outcome, refusal, transfer_id, effective_at, payer_leg, payee_leg, item)) o
    -- Without a repetition both keys are null, and no index is looked into.
    left join ledger.transfer t on t.user_number = o.repeated_owner and t.transfer_id = o.transfer_id
    left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
    order by o.item;
end
$$;
