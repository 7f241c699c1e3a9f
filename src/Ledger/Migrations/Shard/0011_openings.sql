-- What is left of a book's oldest postings when their period has ended: opening balances, and figures of the shard.

-- How far a book was folded. Postings up to through_posting_number, with their transfers, references and inbox rows,
-- are gone; so are keys that were decided before the cutoff.
create table ledger.opening (
    user_number bigint primary key,
    cutoff timestamptz not null,
    -- Up to which key the book's keys were looked at; null when all of them were.
    keys_through bytea default '',
    through_posting_number bigint not null default 0,
    through_booked_at timestamptz,
    -- False: there is more to fold, or a transfer of before the cutoff ended after it.
    is_complete boolean not null default false,
    folded_at timestamptz not null default clock_timestamp()
);

-- The balances after that posting, in minor units, and what had come into the wallet and gone out of it.
create table ledger.opening_balance (
    user_number bigint not null,
    asset text not null,
    wallet numeric not null,
    held numeric not null,
    in_transit numeric not null,
    external numeric not null,
    sent numeric not null,
    received numeric not null,
    exchange numeric not null,
    in_count bigint not null,
    in_sum numeric not null,
    out_count bigint not null,
    out_sum numeric not null,
    primary key (user_number, asset)
);

-- What folded postings of all books came to for the central database, as it counts them. Belongs to the node.
create table ledger.opening_figure (
    peer text not null,
    asset text not null,
    day date not null,
    in_count bigint not null,
    in_sum numeric not null,
    out_count bigint not null,
    out_sum numeric not null,
    flight_count bigint not null,
    flight_sum numeric not null,
    primary key (peer, asset, day)
);

-- The latest cutoff of any book here. What a book of this shard had before it may be gone: nobody may miss it there.
create table ledger.opening_cutoff (
    only_row boolean primary key default true check (only_row),
    cutoff timestamptz not null default '-infinity'
);

insert into ledger.opening_cutoff default values;

-- Refusals of transfers from elsewhere, to find the oldest.
create index inbox_refused on ledger.inbox (decided_at) where refusal is not null;

-- Looks at the next of a book's keys and forgets those that were decided before the cutoff.
create function ledger.forget_keys(p_user_number bigint, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    looked integer;
    gone integer;
    last_key bytea;
begin
    with page as (
        select k.key_hash, k.decided_at < o.cutoff as is_old
        from ledger.opening o
        join ledger.idempotency k on k.user_number = o.user_number and k.key_hash > o.keys_through
        where o.user_number = p_user_number
        order by k.key_hash
        limit p_rows_max),
    forgotten as (
        delete from ledger.idempotency k
        using page p
        where k.user_number = p_user_number and k.key_hash = p.key_hash and p.is_old
        returning k.key_hash)
    select count(*), (array_agg(p.key_hash order by p.key_hash desc))[1], (select count(*) from forgotten)
    into looked, last_key, gone
    from page p;

    update ledger.opening o
    set keys_through = case when looked = p_rows_max then last_key end
    where o.user_number = p_user_number;
    return gone;
end
$$;

-- Adds postings of a book to its opening balances and to the shard's figures; ReadBooks.sql counts the same cases.
create function ledger.add_to_opening(p_user_number bigint, p_first bigint, p_last bigint) returns void
language plpgsql volatile as $$
begin
    insert into ledger.opening_figure as f (
        peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
    select m.peer, m.asset, m.day,
        count(*) filter (where m.is_in), coalesce(sum(m.amount) filter (where m.is_in), 0),
        count(*) filter (where m.is_out), coalesce(sum(m.amount) filter (where m.is_out), 0),
        sum(m.flight), sum(m.flight * m.amount::numeric)
    from (
        select
            split_part(t.counterparty, '-', 1) as peer, p.asset, (p.booked_at at time zone 'UTC')::date as day,
            p.amount,
            p.debit = 'external' or (
                p.debit = 'received'
                and split_part(t.counterparty, '-', 1) <> (select split_part(s.name, '/', 1) from sharding.shard s))
                as is_in,
            (p.debit = 'wallet' and p.credit in ('external', 'sent'))
                or (p.debit = 'in-transit' and p.credit = 'sent') as is_out,
            case when p.credit = 'in-transit' then 1 when p.debit = 'in-transit' then -1 else 0 end as flight
        from ledger.posting p
        join ledger.transfer t on t.user_number = p.user_number and t.transfer_id = p.transfer_id
        where p.user_number = p_user_number and p.posting_number > p_first and p.posting_number <= p_last) m
    where m.is_in or m.is_out or m.flight <> 0
    group by m.peer, m.asset, m.day
    order by m.peer, m.asset, m.day
    on conflict (peer, asset, day) do update
    set in_count = f.in_count + excluded.in_count, in_sum = f.in_sum + excluded.in_sum,
        out_count = f.out_count + excluded.out_count, out_sum = f.out_sum + excluded.out_sum,
        flight_count = f.flight_count + excluded.flight_count, flight_sum = f.flight_sum + excluded.flight_sum;

    insert into ledger.opening_balance as b (
        user_number, asset, wallet, held, in_transit, external, sent, received, exchange, in_count, in_sum, out_count,
        out_sum)
    select p_user_number, m.asset,
        coalesce(sum(m.amount) filter (where m.kind = 'wallet'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'held'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'in-transit'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'external'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'sent'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'received'), 0),
        coalesce(sum(m.amount) filter (where m.kind = 'exchange'), 0),
        count(*) filter (where m.kind = 'wallet' and m.amount > 0),
        coalesce(sum(m.amount) filter (where m.kind = 'wallet' and m.amount > 0), 0),
        count(*) filter (where m.kind = 'wallet' and m.amount < 0),
        coalesce(-sum(m.amount) filter (where m.kind = 'wallet' and m.amount < 0), 0)
    from ledger.posting p
    cross join lateral (values
        (p.asset, p.credit, p.amount::numeric), (p.asset, p.debit, -p.amount::numeric)) m (asset, kind, amount)
    where p.user_number = p_user_number and p.posting_number > p_first and p.posting_number <= p_last
    group by m.asset
    on conflict (user_number, asset) do update
    set wallet = b.wallet + excluded.wallet, held = b.held + excluded.held,
        in_transit = b.in_transit + excluded.in_transit, external = b.external + excluded.external,
        sent = b.sent + excluded.sent, received = b.received + excluded.received,
        exchange = b.exchange + excluded.exchange,
        in_count = b.in_count + excluded.in_count, in_sum = b.in_sum + excluded.in_sum,
        out_count = b.out_count + excluded.out_count, out_sum = b.out_sum + excluded.out_sum;
end
$$;

-- Folds the next postings of one book that were booked before the cutoff: keys first, then postings with all that
-- belongs to them, in one commit with the opening that takes their place. Returns how many rows went, and whether to
-- come again at once.
create function ledger.fold_book(
    p_user_number bigint, p_range_id integer, p_cutoff timestamptz, p_rows_max integer,
    out folded_count integer, out more_waiting boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    opening ledger.opening;
    found_end record;
    rows_max integer := p_rows_max;
    transfer_ids uuid[];
begin
    folded_count := 0;
    more_waiting := false;
    perform sharding.enter(p_user_number, p_range_id);

    -- The book's lock orders what happens in it; what is posted meanwhile comes after everything that is folded.
    perform 1 from ledger.book b where b.user_number = p_user_number for no key update;
    if not found then
        return;
    end if;

    update ledger.opening_cutoff c set cutoff = p_cutoff where c.cutoff < p_cutoff;
    insert into ledger.opening as o (user_number, cutoff) values (p_user_number, p_cutoff)
    on conflict (user_number) do update
    set cutoff = excluded.cutoff, keys_through = '', is_complete = false
    where o.cutoff < excluded.cutoff;
    select o.* into strict opening from ledger.opening o where o.user_number = p_user_number;
    if opening.keys_through is not null then
        folded_count := ledger.forget_keys(p_user_number, p_rows_max);
        more_waiting := true;
        return;
    end if;

    -- A transfer that took long to end may need more rows at once; up to a bound, so that the lock is short.
    loop
        select * into found_end
        from ledger.foldable_through(p_user_number, opening.through_posting_number, opening.cutoff, rows_max);
        exit when found_end.last_number is not null or found_end.is_end or rows_max >= 16 * p_rows_max;
        rows_max := 4 * rows_max;
    end loop;

    if found_end.last_number is not null then
        perform ledger.add_to_opening(p_user_number, opening.through_posting_number, found_end.last_number);
        with gone as (
            delete from ledger.posting p
            where p.user_number = p_user_number
              and p.posting_number > opening.through_posting_number
              and p.posting_number <= found_end.last_number
            returning p.transfer_id, p.booked_at)
        select array_agg(distinct g.transfer_id), count(*), max(g.booked_at)
        into transfer_ids, folded_count, opening.through_booked_at
        from gone g;
        delete from ledger.transfer t where t.user_number = p_user_number and t.transfer_id = any (transfer_ids);
        delete from ledger.inbox n where n.user_number = p_user_number and n.transfer_id = any (transfer_ids);
        delete from personal.reference r where r.user_number = p_user_number and r.transfer_id = any (transfer_ids);

        -- Of the minimums set before, the one in force is the opening's.
        delete from ledger.wallet_minimum m
        where m.user_number = p_user_number
          and exists (
              select
              from ledger.wallet_minimum l
              where l.user_number = m.user_number
                and l.asset = m.asset
                and (l.from_posting_number, l.set_at) > (m.from_posting_number, m.set_at)
                and l.from_posting_number <= found_end.last_number + 1
                and l.set_at < opening.cutoff);
    end if;

    update ledger.opening o
    set through_posting_number = coalesce(found_end.last_number, o.through_posting_number),
        through_booked_at = opening.through_booked_at,
        is_complete = found_end.is_end and not found_end.is_cut,
        folded_at = clock_timestamp()
    where o.user_number = p_user_number;
    more_waiting := found_end.last_number is not null and not found_end.is_end;
end
$$;

-- Forgets refusals of transfers from elsewhere that are older than the cutoff. Returns how many it forgot.
create function ledger.forget_refusals(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    update ledger.opening_cutoff c set cutoff = p_cutoff where c.cutoff < p_cutoff;
    delete from ledger.inbox n
    where (n.user_number, n.transfer_id) in (
        select o.user_number, o.transfer_id
        from ledger.inbox o
        where o.refusal is not null and o.decided_at < p_cutoff
        order by o.decided_at
        limit p_rows_max);
    get diagnostics gone = row_count;
    return gone;
end
$$;

revoke execute on function
    ledger.forget_keys(bigint, integer),
    ledger.add_to_opening(bigint, bigint, bigint),
    ledger.fold_book(bigint, integer, timestamptz, integer),
    ledger.forget_refusals(timestamptz, integer)
from public;
