-- What a shard knows about itself. One row.
create table sharding.shard (
    only_row boolean primary key default true check (only_row),
    name text not null,
    epoch integer not null check (epoch >= 1)
);

comment on column sharding.shard.name is
    'The name in the world, such as eu/s1: a router that reached the wrong node sees it.';
comment on column sharding.shard.epoch is 'The shard''s generation: raised by every promotion and every restore.';

-- Rows are closed and never deleted: a late server that installs a range which has moved on must find its id taken.
create table sharding.key_range (
    id integer primary key,
    first_number bigint not null check (first_number >= 0),
    end_number bigint not null,
    state text not null check (state in ('open', 'closed')),
    check (first_number < end_number),
    constraint key_range_overlap
        exclude using gist (int8range(first_number, end_number) with &&) where (state = 'open')
);

-- The fence for one user: to be called in the transaction of every write, before it.
-- The lock: shared, so that writers do not wait for each other, held to the end of the transaction, so that whoever
-- closes the range (exclusively) knows that no write is under way. By try: a writer never queues behind a move.
-- The check is a statement of its own AFTER the lock, and the function VOLATILE: its snapshot is then younger than the
-- lock. In one statement with the lock, in a STABLE function or at REPEATABLE READ the snapshot is the older one, and
-- a write may slip into a range that was closed in between.
create function sharding.enter(p_user_number bigint, p_range_id integer) returns void
language plpgsql volatile as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the fence needs READ COMMITTED, not %', current_setting('transaction_isolation')
            using errcode = 'feature_not_supported',
                  hint = 'at a higher level the check would read the past, in which the range was still open';
    end if;

    if not pg_try_advisory_xact_lock_shared(68001, p_range_id) then
        raise exception 'range % is being closed', p_range_id
            using errcode = 'DM002', hint = 'try again in a few milliseconds';
    end if;

    perform 1
    from sharding.key_range
    where id = p_range_id
      and state = 'open'
      and first_number <= p_user_number
      and end_number > p_user_number;
    if not found then
        raise exception 'range % of this shard does not hold the user', p_range_id
            using errcode = 'DM001', hint = 'read the shard map again';
    end if;
end
$$;

-- The fence for many users at once: for each 0 (entered), 1 (moved: read the map again) or 2 (being closed: try again).
-- Only those with 0 may be written. Locks as above, in ascending order of the ranges, as everyone takes them.
create function sharding.enter_many(p_user_numbers bigint[], p_range_ids integer[]) returns smallint[]
language plpgsql volatile as $$
declare
    busy integer[];
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the fence needs READ COMMITTED, not %', current_setting('transaction_isolation')
            using errcode = 'feature_not_supported',
                  hint = 'at a higher level the check would read the past, in which the range was still open';
    end if;

    select array_agg(r.id) filter (where not pg_try_advisory_xact_lock_shared(68001, r.id))
    into busy
    from (select distinct id from unnest(p_range_ids) r (id) where id is not null order by id) r;

    -- Nearly always all of them are where they should be: then a look at each range is enough.
    perform 1
    from (
        select i.range_id, min(i.user_number) as lowest, max(i.user_number) as highest
        from unnest(p_user_numbers, p_range_ids) i (user_number, range_id)
        group by i.range_id) i
    left join sharding.key_range r
        on r.id = i.range_id
       and r.state = 'open'
       and r.first_number <= i.lowest
       and r.end_number > i.highest
    where r.id is null;
    if not found and busy is null then
        return array_fill(0::smallint, array[cardinality(p_user_numbers)]);
    end if;

    return coalesce(
        (
            select array_agg(
                (case when i.range_id = any (busy) then 2 when r.id is null then 1 else 0 end)::smallint
                order by i.place)
            from unnest(p_user_numbers, p_range_ids) with ordinality i (user_number, range_id, place)
            left join sharding.key_range r
                on r.id = i.range_id
               and r.state = 'open'
               and r.first_number <= i.user_number
               and r.end_number > i.user_number
        ),
        '{}');
end
$$;
