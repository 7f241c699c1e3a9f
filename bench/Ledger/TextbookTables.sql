create schema textbook;
create table textbook.account (user_number bigint primary key, balance bigint not null);
create table textbook.idempotency (key bytea primary key, transfer_id uuid not null);
create table textbook.entry (
    id bigint generated always as identity primary key, transfer_id uuid not null, user_number bigint not null,
    amount bigint not null, booked_at timestamptz not null default clock_timestamp());
create index entry_user on textbook.entry (user_number, id);
create table textbook.outbox (position bigint generated always as identity primary key, body jsonb not null);
insert into textbook.account select n, 1000000000 from generate_series(0, 9999) n;
grant usage on schema textbook to domicile_server;
grant select, insert, update on all tables in schema textbook to domicile_server;
