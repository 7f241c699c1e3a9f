-- A repeated creation finds the book there. No lock is needed: nothing else writes a book before it exists. That there
-- is one more user goes to the outbox in the same commit.
with opened as (
    insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
    values ($1, $2, clock_timestamp(), clock_timestamp())
    on conflict (user_number) do nothing
    returning user_number, opened_at),
told as (
    insert into ledger.outbox (epoch, type, user_number, occurred_at)
    select s.epoch, 'user-opened', o.user_number, o.opened_at
    from opened o
    cross join sharding.shard s)
select user_number from opened
