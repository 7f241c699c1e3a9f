-- What the world's regions have in common: figures, and how far each shard's stream of them has come. No user id and no
-- personal data; a test walks every column.
create schema central;

-- One shard's movements of a day (UTC, by the time of booking). peer is the other side: a region, or external; with the
-- shard's own region, what is out is between its users. Flight: sent, less arrived and come back.
create table central.day_figure (
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

create table central.shard_users (
    shard text primary key,
    users bigint not null
) with (fillfactor = 50);

-- How far a shard's stream has come: every batch up to this one was applied, whatever order they came in. xid and
-- position are those of the batch's last row. told_*: the most that any message said of the stream.
create table central.stream (
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
    primary key (shard, epoch)
) with (fillfactor = 50);

-- Batches that came before one that is still missing.
create table central.stream_ahead (
    shard text not null,
    epoch integer not null,
    batch bigint not null,
    total bigint not null,
    xid xid8 not null,
    position bigint not null,
    as_of timestamptz not null,
    primary key (shard, epoch, batch)
);

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
create function central.enter_stream(p_shard text, p_epoch integer) returns central.stream
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    found_stream central.stream;
begin
    perform central.check_writer();

    -- One batch of a shard at a time, and none while its figures are replaced.
    perform pg_advisory_xact_lock(68021, hashtext(p_shard));
    perform 1 from central.stream s where s.shard = p_shard and s.epoch > p_epoch and s.is_base;
    if found then
        return null;
    end if;

    select s.* into found_stream from central.stream s where s.shard = p_shard and s.epoch = p_epoch;
    if found_stream.shard is null then
        insert into central.stream (
            shard, epoch, batch, total, xid, position, as_of, told_batch, told_total, told_waiting)
        values (p_shard, p_epoch, 0, 0, '0', 0, '-infinity', 0, 0, 0)
        returning * into found_stream;
    end if;

    return found_stream;
end
$$;

create function central.add_figures(
    p_shard text, p_users bigint, p_peers text[], p_assets text[], p_days date[],
    p_in_counts bigint[], p_in_sums numeric[], p_out_counts bigint[], p_out_sums numeric[],
    p_flight_counts bigint[], p_flight_sums numeric[]) returns void
language plpgsql volatile as $$
begin
    insert into central.day_figure as f (
        shard, peer, asset, day, in_count, in_sum, out_count, out_sum, flight_count, flight_sum)
    select p_shard, l.*
    from unnest(
        p_peers, p_assets, p_days, p_in_counts, p_in_sums, p_out_counts, p_out_sums, p_flight_counts, p_flight_sums) l
    on conflict on constraint day_figure_pkey do update
    set in_count = f.in_count + excluded.in_count, in_sum = f.in_sum + excluded.in_sum,
        out_count = f.out_count + excluded.out_count, out_sum = f.out_sum + excluded.out_sum,
        flight_count = f.flight_count + excluded.flight_count, flight_sum = f.flight_sum + excluded.flight_sum;

    insert into central.shard_users as u (shard, users)
    values (p_shard, p_users)
    on conflict (shard) do update
    set users = u.users + excluded.users
    where excluded.users <> 0;
end
$$;

-- Applies one batch, once, in any order, with the mark that it was applied in the same commit. False when it was
-- before.
create function central.apply_figures(
    p_shard text, p_epoch integer, p_batch bigint, p_total bigint, p_xid xid8, p_position bigint, p_as_of timestamptz,
    p_waiting bigint, p_users bigint, p_peers text[], p_assets text[], p_days date[],
    p_in_counts bigint[], p_in_sums numeric[], p_out_counts bigint[], p_out_sums numeric[],
    p_flight_counts bigint[], p_flight_sums numeric[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    s central.stream := central.enter_stream(p_shard, p_epoch);
    ahead record;
begin
    if s.shard is null or p_batch <= s.batch then
        return false;
    end if;

    if p_batch > s.batch + 1 then
        insert into central.stream_ahead (shard, epoch, batch, total, xid, position, as_of)
        values (p_shard, p_epoch, p_batch, p_total, p_xid, p_position, p_as_of)
        on conflict do nothing;
        if not found then
            return false;
        end if;
    else
        s.batch := p_batch;
        s.total := p_total;
        s.xid := p_xid;
        s.position := p_position;
        s.as_of := greatest(s.as_of, p_as_of);
        for ahead in
            delete from central.stream_ahead a
            where a.shard = p_shard and a.epoch = p_epoch
              and a.batch <= (
                  select coalesce(max(c.batch), 0)
                  from (
                      select k.batch, k.batch - row_number() over (order by k.batch) as run
                      from central.stream_ahead k
                      where k.shard = p_shard and k.epoch = p_epoch) c
                  where c.run = p_batch)
            returning a.*
        loop
            if ahead.batch > s.batch then
                s.batch := ahead.batch;
                s.total := ahead.total;
                s.xid := ahead.xid;
                s.position := ahead.position;
                s.as_of := greatest(s.as_of, ahead.as_of);
            end if;
        end loop;
    end if;

    perform central.add_figures(
        p_shard, p_users, p_peers, p_assets, p_days, p_in_counts, p_in_sums, p_out_counts, p_out_sums,
        p_flight_counts, p_flight_sums);
    update central.stream t
    set batch = s.batch, total = s.total, xid = s.xid, position = s.position, as_of = s.as_of,
        told_batch = greatest(t.told_batch, p_batch), told_total = greatest(t.told_total, p_total),
        told_waiting = case when p_batch >= t.told_batch then p_waiting else t.told_waiting end
    where t.shard = p_shard and t.epoch = p_epoch;
    return true;
end
$$;

-- Takes over how far a shard says its stream stands.
create function central.tell_standing(
    p_shard text, p_epoch integer, p_batch bigint, p_total bigint, p_as_of timestamptz, p_waiting bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    s central.stream := central.enter_stream(p_shard, p_epoch);
begin
    update central.stream t
    set as_of = case when t.batch >= p_batch and p_waiting = 0 then greatest(t.as_of, p_as_of) else t.as_of end,
        told_batch = greatest(t.told_batch, p_batch), told_total = greatest(t.told_total, p_total),
        told_waiting = case when p_batch >= t.told_batch then p_waiting else t.told_waiting end
    where s.shard is not null and t.shard = p_shard and t.epoch = p_epoch;
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
    delete from central.stream_ahead a where a.shard = p_shard;
    delete from central.stream s where s.shard = p_shard;
    delete from central.day_figure f where f.shard = p_shard;
    delete from central.shard_users u where u.shard = p_shard;
    insert into central.stream (
        shard, epoch, batch, total, xid, position, as_of, told_batch, told_total, told_waiting, is_base)
    values (
        p_shard, p_epoch, p_batch, p_total, p_xid, p_position, p_as_of, p_batch, p_total, 0, true);
    insert into central.shard_users (shard, users) values (p_shard, p_users);
    perform central.add_figures(
        p_shard, 0, p_peers, p_assets, p_days, p_in_counts, p_in_sums, p_out_counts, p_out_sums,
        p_flight_counts, p_flight_sums);
end
$$;

revoke execute on all functions in schema central from public;
