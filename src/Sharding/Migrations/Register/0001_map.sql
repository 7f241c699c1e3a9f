-- The region that this register belongs to. One row.
create table sharding.region (
    only_row boolean primary key default true check (only_row),
    name text not null,
    map_version bigint not null default 0,
    range_width bigint not null check (range_width >= 1)
);

comment on column sharding.region.map_version is 'Grows by every change of key_range, in the same transaction.';
comment on column sharding.region.range_width is 'User numbers of a range that is given to a full shard.';

create table sharding.shard (
    name text primary key,
    epoch integer not null default 1 check (epoch >= 1),
    placed_count bigint not null default 0 check (placed_count >= 0)
);

comment on column sharding.shard.placed_count is 'Users ever placed here; the next one goes where it is lowest.';

-- Open rows are the shard map. A split or a merge closes rows and adds new ones: an id is never used again.
create table sharding.key_range (
    id integer generated always as identity primary key,
    first_number bigint not null check (first_number >= 0),
    end_number bigint not null check (end_number <= 9007199254740992),
    shard text not null references sharding.shard,
    state text not null default 'open' check (state in ('open', 'closed')),
    check (first_number < end_number),
    constraint key_range_overlap
        exclude using gist (int8range(first_number, end_number) with &&) where (state = 'open')
);

comment on column sharding.key_range.end_number is
    'Not included. At most 2^53, so that every JSON reader keeps a number exact.';

-- What the topology file said when a range was first given. Ranges move, this does not: with it, a changed topology
-- that contradicts the register is told from a range that has moved since.
create table sharding.first_range (
    first_number bigint primary key,
    end_number bigint not null,
    shard text not null references sharding.shard
);
