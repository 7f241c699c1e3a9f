-- How far this shard has applied the region's erasure register: a restored shard knows by it what it has forgotten.
create table ledger.applied_erasure (
    only_row boolean primary key default true check (only_row),
    erasure_number bigint not null
);

insert into ledger.applied_erasure (erasure_number) values (0);
