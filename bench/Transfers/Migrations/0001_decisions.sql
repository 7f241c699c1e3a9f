-- The coordinator's log: a row is the decision to commit. A prepared transaction without one is rolled back.
create schema coordinator;

create table coordinator.decision (
    gid text primary key,
    decided_at timestamptz not null default clock_timestamp()
);
