-- Blocks of user numbers that the register has leased to this shard. Those of an older epoch are burnt: numbers lost
-- with the old primary would else go to other people.
create table sharding.number_block (
    epoch integer not null,
    ordinal integer not null check (ordinal >= 1),
    first_number bigint not null,
    end_number bigint not null,
    next_number bigint not null,
    primary key (epoch, ordinal),
    check (first_number <= next_number and next_number <= end_number)
);

create table sharding.placed_user (
    user_number bigint primary key,
    creation_id uuid not null unique,
    placed_at timestamptz not null default clock_timestamp()
);

-- Gives a creation its user number: the one that it had before, or the next of a block inside an open range. Without
-- such a block the number is null and p_next_ordinal says which block to lease from the register.
create function sharding.take_number(
    p_creation_id uuid, out user_number bigint, out epoch integer, out next_ordinal integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    block record;
begin
    -- Numbers are given one after the other: the lock on the shard's row is held until the number is committed.
    select s.epoch into strict take_number.epoch from sharding.shard s for no key update;

    select p.user_number into take_number.user_number
    from sharding.placed_user p
    where p.creation_id = p_creation_id;
    if found then
        return;
    end if;

    select b.ordinal, b.next_number, r.id as range_id into block
    from sharding.number_block b
    join sharding.key_range r
        on r.state = 'open' and r.first_number <= b.next_number and r.end_number > b.next_number
    where b.epoch = take_number.epoch
      and b.next_number < b.end_number
    order by b.first_number
    limit 1;
    if not found then
        select coalesce(max(b.ordinal), 0) + 1 into take_number.next_ordinal
        from sharding.number_block b
        where b.epoch = take_number.epoch;
        return;
    end if;

    perform sharding.enter(block.next_number, block.range_id);
    update sharding.number_block b
    set next_number = block.next_number + 1
    where b.epoch = take_number.epoch and b.ordinal = block.ordinal;
    insert into sharding.placed_user (user_number, creation_id) values (block.next_number, p_creation_id);
    take_number.user_number := block.next_number;
end
$$;

-- Puts a block that the register leased, and the range around it, on the shard. Safe to repeat. False when the range is
-- closed here though the register still gives it to this shard, as in the middle of a move: nothing is put, so that the
-- same block is asked for again. A null range means that the register gave it to another shard since: the block is
-- burnt.
create function sharding.install_block(
    p_epoch integer, p_ordinal integer, p_range_id integer, p_range int8range, p_block int8range) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Two servers may install the same block at once; the lock makes them follow each other.
    perform 1 from sharding.shard s where s.epoch = p_epoch for no key update;
    if not found then
        raise exception 'this shard is not of epoch %', p_epoch
            using errcode = 'DM003', hint = 'the shard was promoted or restored: set up the region again';
    end if;

    if p_range is not null then
        -- A range whose id is here already stays as it is: it may have been closed since.
        insert into sharding.key_range (id, first_number, end_number, state)
        values (p_range_id, lower(p_range), upper(p_range), 'open')
        on conflict (id) do nothing;

        perform 1 from sharding.key_range r where r.id = p_range_id and r.state = 'open';
        if not found then
            return false;
        end if;
    end if;

    insert into sharding.number_block (epoch, ordinal, first_number, end_number, next_number)
    values (
        p_epoch, p_ordinal, lower(p_block), upper(p_block),
        case when p_range is null then upper(p_block) else lower(p_block) end)
    on conflict (epoch, ordinal) do nothing;
    return true;
end
$$;

revoke execute on function
    sharding.take_number(uuid),
    sharding.install_block(integer, integer, integer, int8range, int8range)
from public;
