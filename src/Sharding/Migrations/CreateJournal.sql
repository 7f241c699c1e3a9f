-- Safe to run again; the caller holds the runner's lock, so that two do not create it at once.
create schema if not exists sharding;

create table if not exists sharding.migration (
    set_name text not null,
    number integer not null check (number > 0),
    script text not null,
    checksum text not null,
    applied_at timestamptz not null default clock_timestamp(),
    runner text not null,
    primary key (set_name, number)
);

comment on table sharding.migration is
    'The numbered scripts that this database has had; written by the fleet migrator only.';
