-- Who read whose personal data, when, by which call and by which right. Beside the keys, because whoever reads personal
-- data needs this node anyway; users stand in it by their numbers alone.
create schema access;

create table access.entry (
    entry_number bigint primary key generated always as identity,
    user_number bigint not null,
    who text not null,
    who_role text not null,
    call text not null,
    by_right text not null,
    noted_at timestamptz not null default clock_timestamp()
);

create index entry_by_user on access.entry (user_number, entry_number);
create index entry_by_time on access.entry using brin (noted_at);
