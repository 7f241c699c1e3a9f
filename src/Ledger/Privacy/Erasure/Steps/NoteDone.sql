-- The request ends with it, in the same commit.
with done as (
    update ledger.erasure
    set done_at = $2
    where request_id = $1 and done_at is null and certified_at is not null
    returning request_id)
update ledger.privacy_request r
set state = 'done', ended_at = $2
from done d
where r.request_id = d.request_id and r.state = 'open'
