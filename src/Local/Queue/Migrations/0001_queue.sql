-- Queues as those of the cloud are: at least once, in no order, away for a while when received, to the dead letters
-- when received too often. Nothing that matters lives only here.
create schema queue;

-- No index on anything that changes: receiving updates a row in place.
create table queue.message (
    queue text not null,
    id bigint generated always as identity,
    body bytea not null check (octet_length(body) <= 262144),
    sent_at timestamptz not null default clock_timestamp(),
    visible_at timestamptz not null default clock_timestamp(),
    receive_count integer not null default 0,
    receipt uuid,
    primary key (queue, id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What was received too often, for an operator to look at. Whatever it was about is sent again from where it came.
create table queue.dead_letter (
    queue text not null,
    id bigint not null,
    body bytea not null,
    sent_at timestamptz not null,
    receive_count integer not null,
    died_at timestamptz not null default clock_timestamp(),
    primary key (queue, id)
);

-- A region's role receives from its region's queue only, and the central database's work from that of the figures.
create function queue.check_receiver(p_queue text) returns void
language plpgsql stable as $$
begin
    if session_user not in ('domicile_owner', 'domicile_admin', 'region_' || p_queue)
        and not (session_user = 'domicile_server' and p_queue = 'central')
    then
        raise exception '% may not receive from queue %', session_user, p_queue
            using errcode = 'insufficient_privilege';
    end if;
end
$$;

create function queue.send(p_queue text, p_bodies bytea[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into queue.message (queue, body)
    select p_queue, b.body
    from unnest(p_bodies) with ordinality b (body, place)
    order by b.place;
    perform pg_notify('queue_' || p_queue, '');
end
$$;

-- Takes messages and keeps them away from others for a while. p_from is where the scan begins: rows below it are gone,
-- and those that a held snapshot keeps from being vacuumed are not walked over.
create function queue.receive(
    p_queue text, p_from bigint, p_count_max integer, p_visibility interval, p_receive_max integer)
returns table (id bigint, body bytea, receipt uuid, receive_count integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    taken bigint[];
begin
    perform queue.check_receiver(p_queue);
    loop
        -- By skipping: receivers of one queue never wait for each other.
        select array_agg(f.id) into taken
        from (
            select m.id
            from queue.message m
            where m.queue = p_queue and m.id >= p_from and m.visible_at <= clock_timestamp()
            order by m.id
            limit p_count_max
            for update skip locked) f;
        exit when taken is null;

        with dead as (
            delete from queue.message m
            where m.queue = p_queue and m.id = any (taken) and m.receive_count >= p_receive_max
            returning m.queue, m.id, m.body, m.sent_at, m.receive_count)
        insert into queue.dead_letter (queue, id, body, sent_at, receive_count)
        select d.queue, d.id, d.body, d.sent_at, d.receive_count from dead d;

        return query
        update queue.message m
        set visible_at = clock_timestamp() + p_visibility, receive_count = m.receive_count + 1,
            receipt = gen_random_uuid()
        where m.queue = p_queue and m.id = any (taken)
        returning m.id, m.body, m.receipt, m.receive_count;
        exit when found;
    end loop;
end
$$;

create function queue.delete(p_queue text, p_ids bigint[], p_receipts uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
    perform queue.check_receiver(p_queue);

    -- In one order, so that two receivers with the same messages do not wait for each other in a circle.
    delete from queue.message m
    where m.queue = p_queue and m.id in (
        select k.id
        from unnest(p_ids, p_receipts) d (id, receipt)
        join queue.message k on k.queue = p_queue and k.id = d.id and k.receipt = d.receipt
        order by k.id
        for update of k);
end
$$;

create function queue.extend(p_queue text, p_id bigint, p_receipt uuid, p_visibility interval) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform queue.check_receiver(p_queue);
    update queue.message m
    set visible_at = clock_timestamp() + p_visibility
    where m.queue = p_queue and m.id = p_id and m.receipt = p_receipt;
    if p_visibility <= interval '0' then
        perform pg_notify('queue_' || p_queue, '');
    end if;
end
$$;

create function queue.purge(p_queue text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform queue.check_receiver(p_queue);
    delete from queue.message m where m.queue = p_queue;
end
$$;

-- The lowest message that is there, from p_from on; null when there is none.
create function queue.lowest(p_queue text, p_from bigint) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
    perform queue.check_receiver(p_queue);
    return (select m.id from queue.message m where m.queue = p_queue and m.id >= p_from order by m.id limit 1);
end
$$;

create function queue.figures(p_queue text, out depth bigint, out dead_count bigint, out oldest_age interval)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select
        (select count(*) from queue.message m where m.queue = p_queue),
        (select count(*) from queue.dead_letter d where d.queue = p_queue),
        coalesce(
            (select clock_timestamp() - min(m.sent_at) from queue.message m where m.queue = p_queue), interval '0')
$$;

revoke execute on all functions in schema queue from public;
