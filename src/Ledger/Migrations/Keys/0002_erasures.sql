-- How far this key database has applied the region's erasure register.
create table keys.applied_erasure (
    only_row boolean primary key default true check (only_row),
    erasure_number bigint not null
);

insert into keys.applied_erasure (erasure_number) values (0);
