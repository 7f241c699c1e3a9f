-- The first time counts.
insert into ledger.erasure_step (request_id, step, place, done_at)
values ($1, $2, $3, $4)
on conflict do nothing
