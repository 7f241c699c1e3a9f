-- Blocks of user numbers, each leased once to one shard in one epoch, numbered from 1 there. A number is in one block
-- only, for ever.
create table sharding.number_lease (
    shard text not null references sharding.shard,
    epoch integer not null,
    ordinal integer not null check (ordinal >= 1),
    range_id integer not null references sharding.key_range,
    first_number bigint not null,
    end_number bigint not null,
    leased_at timestamptz not null default clock_timestamp(),
    primary key (shard, epoch, ordinal),
    check (first_number < end_number),
    constraint number_lease_overlap exclude using gist (int8range(first_number, end_number) with &&)
);

-- One row for each key with which a user was asked for, kept as a keyed hash. The number is null between placing the
-- user on a shard and hearing which number the shard gave.
create table sharding.user_creation (
    key_hash bytea primary key,
    request_hash bytea not null,
    creation_id uuid not null unique,
    shard text not null references sharding.shard,
    user_number bigint unique,
    created_at timestamptz not null default clock_timestamp()
);

-- Chooses and counts the shard of a new user, or finds the one that the key had before.
create function sharding.place_user(p_key_hash bytea, p_request_hash bytea, p_creation_id uuid)
returns table (creation_id uuid, shard text, user_number bigint, is_new boolean, is_same_request boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    chosen text;
begin
    return query
        select c.creation_id, c.shard, c.user_number, false, c.request_hash = p_request_hash
        from sharding.user_creation c
        where c.key_hash = p_key_hash;
    if found then
        return;
    end if;

    -- All shards' rows, in one order: placements follow each other, so the counts are exact and the key is looked up
    -- once more in a snapshot that knows every placement before this one.
    perform 1 from sharding.shard s order by s.name for no key update;

    return query
        select c.creation_id, c.shard, c.user_number, false, c.request_hash = p_request_hash
        from sharding.user_creation c
        where c.key_hash = p_key_hash;
    if found then
        return;
    end if;

    update sharding.shard s
    set placed_count = s.placed_count + 1
    where s.name = (select e.name from sharding.shard e order by e.placed_count, e.name limit 1)
    returning s.name into chosen;
    if chosen is null then
        raise exception 'the register knows no shard' using hint = 'set up the region from its topology';
    end if;

    insert into sharding.user_creation (key_hash, request_hash, creation_id, shard)
    values (p_key_hash, p_request_hash, p_creation_id, chosen);
    return query select p_creation_id, chosen, null::bigint, true, true;
end
$$;

-- Leases a block of 1,000 user numbers to a shard (fewer at the end of a range) and tells the range around it, or null
-- when the range went to another shard since. The caller says which block of its epoch it wants: the same answer
-- however often it asks, so that whoever comes after a crash finishes the work. A shard whose ranges are full is
-- given the next free range, and the map a new version.
create function sharding.lease_block(p_shard text, p_epoch integer, p_ordinal integer)
returns table (range_id integer, range_numbers int8range, block_numbers int8range)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    current_epoch integer;
    last_ordinal integer;
    free record;
begin
    -- One lease at a time for a shard, until it is committed.
    select s.epoch into current_epoch from sharding.shard s where s.name = p_shard for no key update;
    if current_epoch is distinct from p_epoch then
        raise exception 'shard % has epoch %, not %', p_shard, current_epoch, p_epoch
            using errcode = 'DM003', hint = 'the shard was promoted or restored: set up the region again';
    end if;

    return query
        select
            l.range_id,
            case when r.shard = p_shard and r.state = 'open' then int8range(r.first_number, r.end_number) end,
            int8range(l.first_number, l.end_number)
        from sharding.number_lease l
        join sharding.key_range r on r.id = l.range_id
        where l.shard = p_shard and l.epoch = p_epoch and l.ordinal = p_ordinal;
    if found then
        return;
    end if;

    select coalesce(max(l.ordinal), 0) into last_ordinal
    from sharding.number_lease l
    where l.shard = p_shard and l.epoch = p_epoch;
    if p_ordinal <> last_ordinal + 1 then
        raise exception 'shard % asks for block % of epoch %, but was leased %',
            p_shard, p_ordinal, p_epoch, last_ordinal
            using errcode = 'DM003', hint = 'the register was restored from an older state: raise the shard''s epoch';
    end if;

    select r.id, r.first_number, r.end_number, n.next_number into free
    from sharding.key_range r
    cross join lateral (
        select coalesce(max(l.end_number), r.first_number) as next_number
        from sharding.number_lease l
        where l.first_number >= r.first_number and l.first_number < r.end_number
    ) n
    where r.shard = p_shard and r.state = 'open' and n.next_number < r.end_number
    order by r.first_number
    limit 1;
    if not found then
        -- The version's row is the lock of the whole map: two full shards are never given the same numbers.
        update sharding.region set map_version = map_version + 1;
        insert into sharding.key_range (first_number, end_number, shard)
        select o.end_number, o.end_number + g.range_width, p_shard
        from sharding.region g
        cross join (select coalesce(max(r.end_number), 0) as end_number from sharding.key_range r) o
        returning id, first_number, end_number, first_number as next_number into strict free;
    end if;

    insert into sharding.number_lease (shard, epoch, ordinal, range_id, first_number, end_number)
    values (
        p_shard, p_epoch, p_ordinal, free.id, free.next_number, least(free.next_number + 1000, free.end_number));
    return query select
        free.id,
        int8range(free.first_number, free.end_number),
        int8range(free.next_number, least(free.next_number + 1000, free.end_number));
end
$$;

-- Notes which number the shard gave. Null when the creation has another one already: a broken promise.
create function sharding.record_number(p_key_hash bytea, p_user_number bigint) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    update sharding.user_creation c
    set user_number = p_user_number
    where c.key_hash = p_key_hash
      and (c.user_number is null or c.user_number = p_user_number)
    returning c.user_number
$$;

revoke execute on function
    sharding.place_user(bytea, bytea, uuid),
    sharding.lease_block(text, integer, integer),
    sharding.record_number(bytea, bigint)
from public;
