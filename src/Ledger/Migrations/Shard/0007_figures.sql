-- What the outbox comes to, batch by batch, for the central database. A batch is kept until the centre has it: a queue
-- that loses everything loses nothing. Numbers, never who.
create table ledger.figures_batch (
    epoch integer not null,
    -- From 1 in each epoch, without gaps.
    batch bigint not null,
    row_count bigint not null,
    -- Rows in all batches of the epoch up to this one.
    total bigint not null,
    users_opened bigint not null,
    xid xid8 not null,
    position bigint not null,
    as_of timestamptz not null,
    waiting bigint not null,
    cut_at timestamptz not null default clock_timestamp(),
    primary key (epoch, batch)
);

create table ledger.figures_line (
    epoch integer not null,
    batch bigint not null,
    peer text not null,
    asset text not null,
    day date not null,
    in_count bigint not null,
    in_sum numeric not null,
    out_count bigint not null,
    out_sum numeric not null,
    flight_count bigint not null,
    flight_sum numeric not null,
    primary key (epoch, batch, peer, asset, day)
);

-- Cuts the next batch, of however many lines: at most p_rows_max rows after the cursor of the figures, as far as the
-- horizon allows. The batch, its lines and the cursor are one commit.
create function ledger.cut_figures_of_any_size(
    p_rows_max integer, out row_count bigint, out more_waiting boolean, out held_back boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    region text;
    now_epoch integer;
    cursor_epoch integer;
    cursor_xid xid8;
    cursor_position bigint;
    next_batch bigint;
    total_was bigint;
    last_xid xid8;
    last_position bigint;
    last_epoch integer;
    last_at timestamptz;
    users bigint;
    looked_at timestamptz;
    behind bigint;
begin
    row_count := 0;
    more_waiting := false;

    -- Batches are cut one after the other; who finds another at it, or the centre being rebuilt, comes again.
    if not pg_try_advisory_xact_lock(68011, 1) then
        held_back := true;
        return;
    end if;

    select s.epoch, split_part(s.name, '/', 1) into strict now_epoch, region from sharding.shard s;
    select c.epoch, c.xid, c.position into strict cursor_epoch, cursor_xid, cursor_position
    from ledger.outbox_cursor c
    where c.consumer = 'figures'
    order by c.step desc
    limit 1;
    select coalesce(max(b.batch), 0) + 1, coalesce(max(b.total), 0) into next_batch, total_was
    from (
        select f.batch, f.total
        from ledger.figures_batch f
        where f.epoch = now_epoch
        order by f.batch desc
        limit 1) b;

    looked_at := clock_timestamp();
    -- In: what came into wallets of the region from outside of it. Out: what was paid for good, to others of the region
    -- too, which the peer tells. Flight: what was sent and has not arrived or come back yet.
    with rows as materialized (
        select o.*
        from ledger.outbox_after(cursor_epoch, cursor_xid, cursor_position, p_rows_max) with ordinality o (
            epoch, xid, position, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount,
            refusal, occurred_at, place)),
    sums as (
        select
            r.peer, r.asset, r.day,
            count(*) filter (where r.is_in) as in_count,
            coalesce(sum(r.amount) filter (where r.is_in), 0) as in_sum,
            count(*) filter (where r.is_out) as out_count,
            coalesce(sum(r.amount) filter (where r.is_out), 0) as out_sum,
            sum(r.flight)::bigint as flight_count,
            sum(r.flight * r.amount::numeric) as flight_sum
        from (
            select
                split_part(o.counterparty, '-', 1) as peer, o.asset, (o.occurred_at at time zone 'UTC')::date as day,
                o.amount,
                (o.type = 'transfer-completed' and o.side = 'payee')
                    or (o.type = 'transfer-received' and split_part(o.counterparty, '-', 1) <> region) as is_in,
                (o.type = 'transfer-completed' and o.side = 'payer') or o.type = 'transfer-settled' as is_out,
                case o.type
                    when 'transfer-sent' then 1
                    when 'transfer-settled' then -1
                    when 'transfer-refunded' then -1
                    else 0
                end as flight
            from rows o
            where o.asset is not null and o.type <> 'transfer-refused') r
        where r.is_in or r.is_out or r.flight <> 0
        group by r.peer, r.asset, r.day),
    kept as (
        insert into ledger.figures_line (
            epoch, batch, peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
        select now_epoch, next_batch, s.*
        from sums s)
    select count(*), count(*) filter (where o.type = 'user-opened'), max(o.occurred_at), l.epoch, l.xid, l.position
    into row_count, users, last_at, last_epoch, last_xid, last_position
    from rows o
    cross join (select r.epoch, r.xid, r.position from rows r order by r.place desc limit 1) l
    group by l.epoch, l.xid, l.position;

    row_count := coalesce(row_count, 0);
    more_waiting := row_count = p_rows_max;
    held_back := not more_waiting and ledger.outbox_waits(
        coalesce(last_epoch, cursor_epoch), coalesce(last_xid, cursor_xid), coalesce(last_position, cursor_position));
    if row_count = 0 then
        return;
    end if;

    -- Numbers are not given without gaps, so what waits is a guess, and 0 only when nothing does.
    behind := case
        when more_waiting or held_back
            then greatest(1, (select s.last_value from ledger.outbox_position s) - last_position)
        else 0
    end;
    insert into ledger.figures_batch (
        epoch, batch, row_count, total, users_opened, xid, position, as_of, waiting)
    values (
        now_epoch, next_batch, row_count, total_was + row_count, users, last_xid, last_position,
        case when more_waiting or held_back then last_at else looked_at end, behind);
    perform ledger.advance_outbox('figures', last_epoch, last_xid, last_position);
end
$$;

-- How far the stream of figures is cut, and that nothing but p_waiting rows is behind it at p_as_of.
create function ledger.figures_standing(
    out epoch integer, out batch bigint, out total bigint, out as_of timestamptz, out waiting bigint)
language plpgsql volatile
set enable_seqscan = off set enable_sort = off set enable_bitmapscan = off
as $$
#variable_conflict use_column
begin
    as_of := clock_timestamp();
    select s.epoch into strict figures_standing.epoch from sharding.shard s;
    select count(*) into figures_standing.waiting
    from (
        select
        from (
            select c.epoch, c.xid, c.position
            from ledger.outbox_cursor c
            where c.consumer = 'figures'
            order by c.step desc
            limit 1) c
        join ledger.outbox o on (o.epoch, o.xid, o.position) > (c.epoch, c.xid, c.position)
        limit 100000) w;
    select b.batch, b.total into figures_standing.batch, figures_standing.total
    from ledger.figures_batch b
    where b.epoch = figures_standing.epoch
    order by b.batch desc
    limit 1;
    batch := coalesce(batch, 0);
    total := coalesce(total, 0);
end
$$;

-- Forgets the batches that the centre has; the newest of the epoch stays, for its number. Whatever is before p_from is
-- known to be gone: the scan begins there, and does not walk over what a held snapshot keeps from being vacuumed.
create function ledger.acknowledge_figures(p_epoch integer, p_from bigint, p_batch bigint, p_older_epochs boolean)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone bigint;
begin
    delete from ledger.figures_line l
    where l.epoch = p_epoch and l.batch >= p_from and l.batch <= p_batch;
    delete from ledger.figures_batch b
    where b.epoch = p_epoch and b.batch >= p_from and b.batch < p_batch;
    get diagnostics gone = row_count;
    if p_older_epochs then
        delete from ledger.figures_line l where l.epoch < p_epoch;
        with older as (delete from ledger.figures_batch b where b.epoch < p_epoch returning b.batch)
        select gone + count(*) into gone from older;
    end if;

    return gone;
end
$$;

revoke execute on function
    ledger.cut_figures_of_any_size(integer),
    ledger.acknowledge_figures(integer, bigint, bigint, boolean)
from public;
