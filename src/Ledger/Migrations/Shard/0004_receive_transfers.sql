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
    -- The books, ascending by user: each one's last posting's number, and whether it is restricted.
    book_users bigint[]; book_numbers bigint[]; book_restricted boolean[]; book integer;
    first_at timestamptz; last_at timestamptz;
    -- What was decided before. The accounts; of one that several items share counts the first one's: slots[i]; and
    -- firsts[i] is the first item that is the same transfer. Null: no two share anything.
    known boolean[]; agrees boolean[]; known_refusals text[]; known_numbers bigint[]; known_at timestamptz[];
    account_wallets bigint[]; account_transits bigint[]; account_receiveds bigint[]; account_missing boolean[];
    slots integer[]; firsts integer[];
    changed boolean[] := array_fill(false, array[item_count]);
    -- What each item writes: the posting's number, and the balances after it. Null: nothing.
    numbers bigint[] := array_fill(null::bigint, array[item_count]);
    wallets bigint[] := numbers; receiveds bigint[] := numbers;
    -- Item i is booked at base_at + i microseconds: after everything that its book booked before.
    base_at timestamptz := clock_timestamp();
    tick constant interval := interval '1 microsecond'; span constant interval := item_count * tick;
    i integer; amount bigint; slot integer; first integer; decided_count integer; written_count integer;
begin
    -- 1. Are the payees still this shard's? Nothing below is read before their ranges are held.
    entered := sharding.enter_many(p_payees, p_ranges);
    if 0 <> any (entered) then
        for i in 1..item_count loop
            outcomes[i] := case entered[i] when 1 then 'moved' when 2 then 'busy' end;
        end loop;
    end if;

    -- 2. The books, ascending, so that two groups never wait for each other in a circle. Without one: refused. As many
    -- numbers as each has items are taken at once; step 7 gives back those that were not needed.
    with numbered as (
        update ledger.book b
        set last_posting_number = b.last_posting_number + u.item_count,
            last_booked_at = greatest(b.last_booked_at, base_at) + span
        from (
            select p.payee, count(*) as item_count
            from unnest(p_payees, entered) p (payee, entered)
            where p.entered = 0
            group by p.payee
            order by p.payee) u
        where b.user_number = u.payee and b.erased_at is null
        returning b.user_number, b.last_posting_number - u.item_count as number, b.last_booked_at,
            b.restricted_at is not null as restricted)
    select array_agg(n.user_number), array_agg(n.number), array_agg(n.restricted),
        min(n.last_booked_at), max(n.last_booked_at)
    into book_users, book_numbers, book_restricted, first_at, last_at
    from numbered n;
    base_at := coalesce(last_at - span, base_at);

    -- 3. What was decided before, now that nobody else can decide it for a book that is held; and the accounts. One
    -- never used before has no row yet: its book's lock stands for it.
    select
        array_agg(r.known), array_agg(r.agrees), array_agg(r.refusal), array_agg(r.posting_number),
        array_agg(r.decided_at), array_agg(coalesce(r.wallet, 0)), array_agg(coalesce(r.in_transit, 0)),
        array_agg(coalesce(r.received, 0)), array_agg(r.wallet is null)
    into known, agrees, known_refusals, known_numbers,
        known_at, account_wallets, account_transits,
        account_receiveds, account_missing
    from (
        select n.transfer_id is not null as known, n.refusal, n.posting_number, n.decided_at,
            n.payer = u.payer and (t.transfer_id is null or (t.asset = u.asset and t.amount = u.amount)) as agrees,
            a.wallet, a.in_transit, a.received
        from unnest(p_transfer_ids, p_payees, p_payers, p_assets, p_amounts)
            with ordinality u (transfer_id, payee, payer, asset, amount, item)
        left join ledger.inbox n on n.user_number = u.payee and n.transfer_id = u.transfer_id
        left join ledger.transfer t on t.user_number = n.user_number and t.transfer_id = n.transfer_id
        left join ledger.account a on a.user_number = u.payee and a.asset = u.asset
        order by u.item) r;

    -- 4. Which items share a transfer or an account? Where each has a book of its own, none do.
    if cardinality(book_users) is distinct from item_count then
        select array_agg(r.slot), array_agg(r.first)
        into slots, firsts
        from (
            select min(u.item) over (partition by u.payee, u.asset)::integer as slot,
                min(u.item) over (partition by u.payee, u.transfer_id)::integer as first
            from unnest(p_transfer_ids, p_payees, p_assets) with ordinality u (transfer_id, payee, asset, item)
            order by u.item) r;
    end if;

    -- 5. Decide, one after the other. An outcome that stays null is decided now.
    for i in 1..item_count loop
        continue when outcomes[i] is not null;
        first := coalesce(firsts[i], i);
        if known[i] or first < i then
            outcomes[i] := case
                when first < i and p_payers[i] = p_payers[first] and p_assets[i] = p_assets[first]
                    and p_amounts[i] = p_amounts[first] then coalesce(outcomes[first], 'repeated')
                when known[i] and agrees[i] then 'repeated'
                else 'contradicts'
            end;
            refusals[i] := case when known[i] then known_refusals[i] else refusals[first] end;
            continue;
        end if;

        amount := p_amounts[i];
        slot := coalesce(slots[i], i);
        book := array_position(book_users, p_payees[i]);
        refusals[i] := case
            when book is null then ledger.absent_payee(p_payees[i])
            when book_restricted[book] then 'user-restricted'
            when not p_accepted[i] then 'asset-not-accepted'
            -- What the payee itself has under way may come back to its wallet.
            when account_wallets[slot]::numeric + account_transits[slot] + amount > 9223372036854775807
                then 'balance-limit'
            when account_receiveds[slot]::numeric - amount < -9223372036854775807 then 'balance-limit'
        end;
        continue when refusals[i] is not null;

        changed[slot] := true;
        account_wallets[slot] := account_wallets[slot] + amount;
        account_receiveds[slot] := account_receiveds[slot] - amount;
        book_numbers[book] := book_numbers[book] + 1;
        numbers[i] := book_numbers[book];
        wallets[i] := account_wallets[slot];
        receiveds[i] := account_receiveds[slot];
    end loop;

    -- 6. Write, set by set.
    decided_count := cardinality(array_positions(outcomes, null));
    if true = any (changed) then
        update ledger.account a
        set wallet = s.wallet, received = s.received
        from unnest(p_payees, p_assets, account_wallets, account_receiveds, account_missing, changed)
            s (user_number, asset, wallet, received, missing, changed)
        where s.changed and not s.missing and a.user_number = s.user_number and a.asset = s.asset;

        if true = any (account_missing) then
            insert into ledger.account (user_number, asset, wallet, received, opened_at)
            select s.user_number, s.asset, s.wallet, s.received, base_at
            from unnest(p_payees, p_assets, account_wallets, account_receiveds, account_missing, changed)
                s (user_number, asset, wallet, received, missing, changed)
            where s.changed and s.missing;
        end if;

        insert into ledger.posting (
            user_number, posting_number, transfer_id, asset, debit, credit, amount,
            debit_balance, credit_balance, booked_at)
        select d.payee, d.number, d.transfer_id, d.asset, 'received', 'wallet', d.amount, d.received, d.wallet,
            base_at + d.item * tick
        from unnest(p_payees, p_transfer_ids, p_assets, p_amounts, numbers, wallets, receiveds)
            with ordinality d (payee, transfer_id, asset, amount, number, wallet, received, item)
        where d.number is not null;

        insert into ledger.transfer (
            user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
        select d.payee, d.number, d.transfer_id, 'payee', d.payer, d.asset, d.amount, 'completed',
            base_at + d.item * tick, d.effective_at
        from unnest(p_payees, p_transfer_ids, p_payers, p_assets, p_amounts, p_effective_at, numbers)
            with ordinality d (payee, transfer_id, payer, asset, amount, effective_at, number, item)
        where d.number is not null;

        if p_references is not null then
            insert into personal.reference (user_number, transfer_id, sealed)
            select d.payee, d.transfer_id, d.sealed
            from unnest(p_payees, p_transfer_ids, p_references, numbers) d (payee, transfer_id, sealed, number)
            where d.number is not null and d.sealed is not null;
        end if;
    end if;

    if decided_count > 0 then
        -- Two groups may refuse the same unknown payee at once, where no book's lock keeps them apart: the second waits
        -- for the first here, then finds that its own verdict may be another, and starts again.
        insert into ledger.inbox (user_number, transfer_id, payer, refusal, posting_number, decided_at)
        select d.payee, d.transfer_id, d.payer, d.refusal, d.number, base_at + d.item * tick
        from unnest(p_payees, p_transfer_ids, p_payers, outcomes, refusals, numbers)
            with ordinality d (payee, transfer_id, payer, outcome, refusal, number, item)
        where d.outcome is null
        order by d.payee, d.transfer_id
        on conflict do nothing;
        get diagnostics written_count = row_count;
        if written_count < decided_count then
            raise exception 'another group decided the same transfer' using errcode = 'serialization_failure';
        end if;

        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, refusal,
            occurred_at)
        select s.epoch, case when d.refusal is null then 'transfer-received' else 'transfer-refused' end,
            d.payee, d.number, d.transfer_id, 'payee', d.payer, d.asset, d.amount, d.refusal, base_at + d.item * tick
        from sharding.shard s
        cross join unnest(p_payees, p_transfer_ids, p_payers, p_assets, p_amounts, outcomes, refusals, numbers)
            with ordinality d (payee, transfer_id, payer, asset, amount, outcome, refusal, number, item)
        where d.outcome is null;
    end if;

    -- 7. Give back the numbers of what came to no posting; and books that others had booked in later stand level.
    if first_at < last_at or cardinality(array_positions(numbers, null)) > 0 then
        update ledger.book b
        set last_posting_number = n.number, last_booked_at = last_at
        from unnest(book_users, book_numbers) n (user_number, number)
        where b.user_number = n.user_number;
    end if;

    return query
    select r.item::integer,
        coalesce(r.outcome, case when r.refusal is null then 'received' else 'refused' end), r.refusal,
        coalesce(numbers[coalesce(firsts[r.item], r.item)], known_numbers[r.item]),
        coalesce(known_at[r.item], base_at + coalesce(firsts[r.item], r.item) * tick)
    from unnest(outcomes, refusals) with ordinality r (outcome, refusal, item)
    order by r.item;
end
$$;
