-- What the world's regions have in common: figures, and how far each shard's stream of them has come. No user id and no
-- personal data; a test walks every column.
create schema central;

-- One shard's movements of a day (UTC, by the time of booking). peer is the other side: a region, or external; with the
-- shard's own region, what is out is between its users. Flight: sent, less arrived and come back.
create table central.folded_figure (
    shard text not null,
    peer text not null,
    asset text not null,
    day date not null,
    in_count numeric not null,
    in_sum numeric not null,
    out_count numeric not null,
    out_sum numeric not null,
    flight_count numeric not null,
    flight_sum numeric not null,
    primary key (shard, peer, asset, day)
) with (fillfactor = 50);

create table central.folded_users (
    shard text primary key,
    users bigint not null
) with (fillfactor = 50);

-- How far a shard's stream is folded: every batch up to this one is in the sums above, whatever order they came in. xid
-- and position are those of the batch's last row. told_*: the most that any message said of the stream.
create table central.folded_stream (
    shard text not null,
    epoch integer not null,
    batch bigint not null,
    total bigint not null,
    xid xid8 not null,
    position bigint not null,
    as_of timestamptz not null,
    told_batch bigint not null,
    told_total bigint not null,
    told_waiting bigint not null,
    -- Rebuilt from the books: batches of earlier epochs are in it.
    is_base boolean not null default false,
    folded_at timestamptz not null default '-infinity',
    primary key (shard, epoch)
) with (fillfactor = 50);

-- Batches that were applied and are not folded yet: added, not summed up at once, so that no row changes with every
-- batch and a snapshot that somebody holds keeps no long chains of old ones. One may come before another is missing.
create table central.batch (
    shard text not null,
    epoch integer not null,
    batch bigint not null,
    total bigint not null,
    xid xid8 not null,
    position bigint not null,
    as_of timestamptz not null,
    waiting bigint not null,
    users_opened bigint not null,
    primary key (shard, epoch, batch)
);

create table central.batch_line (
    shard text not null,
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
    primary key (shard, epoch, batch, peer, asset, day)
);

-- The last of the batches that follow p_batch without a hole, with the latest time of them; none when the next one is
-- missing.
create function central.run_after(p_shard text, p_epoch integer, p_batch bigint)
returns table (batch bigint, total bigint, xid xid8, "position" bigint, as_of timestamptz)
language sql stable as $$
    select r.batch, r.total, r.xid, r.position, r.latest
    from (
        select b.batch, b.total, b.xid, b.position, max(b.as_of) over w as latest,
            b.batch - p_batch - row_number() over w as missing
        from central.batch b
        where b.shard = p_shard and b.epoch = p_epoch and b.batch > p_batch
        window w as (order by b.batch)) r
    where r.missing = 0
    order by r.batch desc
    limit 1
$$;

-- All that was applied, folded or not.
create view central.day_figure as
select f.shard, f.peer, f.asset, f.day,
    sum(f.in_count) as in_count, sum(f.in_sum) as in_sum, sum(f.out_count) as out_count, sum(f.out_sum) as out_sum,
    sum(f.flight_count) as flight_count, sum(f.flight_sum) as flight_sum
from (
    select d.* from central.folded_figure d
    union all
    select l.shard, l.peer, l.asset, l.day, l.in_count, l.in_sum, l.out_count, l.out_sum, l.flight_count, l.flight_sum
    from central.batch_line l) f
group by f.shard, f.peer, f.asset, f.day;

create view central.shard_users as
select u.shard, sum(u.users)::bigint as users
from (
    select f.shard, f.users from central.folded_users f
    union all
    select b.shard, b.users_opened from central.batch b) u
group by u.shard;

create view central.stream as
select s.shard, s.epoch, coalesce(r.batch, s.batch) as batch, coalesce(r.total, s.total) as total,
    coalesce(r.xid, s.xid) as xid, coalesce(r.position, s.position) as position, greatest(s.as_of, r.as_of) as as_of,
    greatest(s.told_batch, n.batch) as told_batch, greatest(s.told_total, n.total) as told_total,
    case when n.batch > s.told_batch then n.waiting else s.told_waiting end as told_waiting, s.is_base
from central.folded_stream s
left join lateral central.run_after(s.shard, s.epoch, s.batch) r on true
left join lateral (
    select b.batch, b.total, b.waiting
    from central.batch b
    where b.shard = s.shard and b.epoch = s.epoch and b.batch > s.batch
    order by b.batch desc
    limit 1) n on true;

-- The regions' roles send and read; figures are written by the central database's own work.
create function central.check_writer() returns void
language plpgsql stable as $$
begin
    if session_user not in ('domicile_owner', 'domicile_admin', 'domicile_server') then
        raise exception '% may only read figures', session_user using errcode = 'insufficient_privilege';
    end if;
end
$$;

-- Finds the stream's row, or makes it; null when a rebuild has made the epoch a thing of the past.
create function central.enter_stream(p_shard text, p_epoch integer) returns central.folded_stream
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    found_stream central.folded_stream;
begin
    perform central.check_writer();

    -- One batch of a shard at a time, and none while its figures are replaced.
    perform pg_advisory_xact_lock(68021, hashtext(p_shard));
    perform 1 from central.folded_stream s where s.shard = p_shard and s.epoch > p_epoch and s.is_base;
    if found then
        return null;
    end if;

    select s.* into found_stream from central.folded_stream s where s.shard = p_shard and s.epoch = p_epoch;
    if found_stream.shard is null then
        insert into central.folded_stream (
            shard, epoch, batch, total, xid, position, as_of, told_batch, told_total, told_waiting)
        values (p_shard, p_epoch, 0, 0, '0', 0, '-infinity', 0, 0, 0)
        returning * into found_stream;
    end if;

    return found_stream;
end
$$;

-- Adds the batches that have come without a hole to the sums, in the place of their own rows. Under the shard's lock.
create function central.fold_batches(s central.folded_stream) returns void
language plpgsql volatile as $$
declare
    stands central.stream;
begin
    select t.* into strict stands from central.stream t where t.shard = s.shard and t.epoch = s.epoch;
    with gone as (
        delete from central.batch_line l
        where l.shard = s.shard and l.epoch = s.epoch and l.batch > s.batch and l.batch <= stands.batch
        returning l.*)
    insert into central.folded_figure as f (
        shard, peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
    select s.shard, g.peer, g.asset, g.day, sum(g.in_count), sum(g.in_sum), sum(g.out_count), sum(g.out_sum),
        sum(g.flight_count), sum(g.flight_sum)
    from gone g
    group by g.peer, g.asset, g.day
    on conflict on constraint folded_figure_pkey do update
    set in_count = f.in_count + excluded.in_count, in_sum = f.in_sum + excluded.in_sum,
        out_count = f.out_count + excluded.out_count, out_sum = f.out_sum + excluded.out_sum,
        flight_count = f.flight_count + excluded.flight_count, flight_sum = f.flight_sum + excluded.flight_sum;

    with gone as (
        delete from central.batch b
        where b.shard = s.shard and b.epoch = s.epoch and b.batch > s.batch and b.batch <= stands.batch
        returning b.users_opened)
    insert into central.folded_users as u (shard, users)
    select s.shard, coalesce(sum(g.users_opened), 0) from gone g
    on conflict (shard) do update
    set users = u.users + excluded.users
    where excluded.users <> 0;

    update central.folded_stream t
    set batch = stands.batch, total = stands.total, xid = stands.xid, position = stands.position,
        as_of = stands.as_of, told_batch = stands.told_batch, told_total = stands.told_total,
        told_waiting = stands.told_waiting, folded_at = clock_timestamp()
    where t.shard = s.shard and t.epoch = s.epoch;
end
$$;

-- Applies one batch, once, in any order, with the mark that it was applied in the same commit. False when it was
-- before. Folds once a second.
create function central.apply_figures(
    p_shard text, p_epoch integer, p_batch bigint, p_total bigint, p_xid xid8, p_position bigint, p_as_of timestamptz,
    p_waiting bigint, p_users bigint, p_peers text[], p_assets text[], p_days date[],
    p_in_counts bigint[], p_in_sums numeric[], p_out_counts bigint[], p_out_sums numeric[],
    p_flight_counts bigint[], p_flight_sums numeric[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    s constant central.folded_stream := central.enter_stream(p_shard, p_epoch);
begin
    if s.shard is null or p_batch <= s.batch then
        return false;
    end if;

    insert into central.batch (shard, epoch, batch, total, xid, position, as_of, waiting, users_opened)
    values (p_shard, p_epoch, p_batch, p_total, p_xid, p_position, p_as_of, p_waiting, p_users)
    on conflict do nothing;
    if not found then
        return false;
    end if;

    insert into central.batch_line (
        shard, epoch, batch, peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
    select p_shard, p_epoch, p_batch, l.*
    from unnest(
        p_peers, p_assets, p_days, p_in_counts, p_in_sums, p_out_counts, p_out_sums, p_flight_counts, p_flight_sums) l;
    if s.folded_at < clock_timestamp() - interval '1 second' then
        perform central.fold_batches(s);
    end if;

    return true;
end
$$;

-- Takes over how far a shard says its stream stands.
create function central.tell_standing(
    p_shard text, p_epoch integer, p_batch bigint, p_total bigint, p_as_of timestamptz, p_waiting bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    s constant central.folded_stream := central.enter_stream(p_shard, p_epoch);
begin
    if s.shard is null then
        return;
    end if;

    perform central.fold_batches(s);
    update central.folded_stream t
    set as_of = case when t.batch >= p_batch and p_waiting = 0 then greatest(t.as_of, p_as_of) else t.as_of end,
        told_batch = greatest(t.told_batch, p_batch), told_total = greatest(t.told_total, p_total),
        told_waiting = case when p_batch >= t.told_batch then p_waiting else t.told_waiting end
    where t.shard = p_shard and t.epoch = p_epoch;
end
$$;

-- Puts a shard's figures, as its books have them up to a batch, in place of all that is here of it.
create function central.replace_figures(
    p_shard text, p_epoch integer, p_batch bigint, p_total bigint, p_xid xid8, p_position bigint, p_as_of timestamptz,
    p_users bigint, p_peers text[], p_assets text[], p_days date[],
    p_in_counts bigint[], p_in_sums numeric[], p_out_counts bigint[], p_out_sums numeric[],
    p_flight_counts bigint[], p_flight_sums numeric[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform central.check_writer();

    -- No batch of the shard is applied meanwhile.
    perform pg_advisory_xact_lock(68021, hashtext(p_shard));
    delete from central.batch_line l where l.shard = p_shard;
    delete from central.batch b where b.shard = p_shard;
    delete from central.folded_stream s where s.shard = p_shard;
    delete from central.folded_figure f where f.shard = p_shard;
    delete from central.folded_users u where u.shard = p_shard;
    insert into central.folded_stream (
        shard, epoch, batch, total, xid, position, as_of, told_batch, told_total, told_waiting, is_base)
    values (
        p_shard, p_epoch, p_batch, p_total, p_xid, p_position, p_as_of, p_batch, p_total, 0, true);
    insert into central.folded_users (shard, users) values (p_shard, p_users);
    insert into central.folded_figure (
        shard, peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
    select p_shard, l.*
    from unnest(
        p_peers, p_assets, p_days, p_in_counts, p_in_sums, p_out_counts, p_out_sums, p_flight_counts, p_flight_sums) l;
end
$$;

revoke execute on all functions in schema central from public;
