-- Opens the books of users ($1, with their creations $2) whom the register knows and this shard does not: they were
-- made after the backup. Their peers can then be asked what they had; their details they have to give again. Answers
-- how many books were opened.
with known as (
    select u.user_number, u.creation_id from unnest($1::bigint[], $2::uuid[]) u (user_number, creation_id)),
placed as (
    insert into sharding.placed_user (user_number, creation_id)
    select k.user_number, k.creation_id from known k
    on conflict do nothing),
opened as (
    insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
    select k.user_number, k.creation_id, clock_timestamp(), clock_timestamp() from known k
    on conflict (user_number) do nothing
    returning user_number)
select count(*) from opened
