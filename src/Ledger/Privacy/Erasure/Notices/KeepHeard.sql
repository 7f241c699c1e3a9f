-- Answers with the time at which it was heard of first.
with kept as (
    insert into ledger.heard_erasure (user_id, erasure_number, registered_at, heard_at)
    values ($1, $2, $3, $4)
    on conflict (user_id) do nothing
    returning heard_at)
select heard_at from kept
union all
select h.heard_at from ledger.heard_erasure h where h.user_id = $1
limit 1
