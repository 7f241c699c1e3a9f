insert into ledger.erasure_notice (request_id, recipient, next_try_at)
select $1, r.recipient, $3
from unnest($2::text[]) r (recipient)
on conflict do nothing
