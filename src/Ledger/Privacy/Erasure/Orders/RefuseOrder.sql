-- The request ends with it, in the same commit.
with refused as (
    update ledger.erasure_order
    set refusal = $2, refused_at = $3
    where request_id = $1 and refused_at is null
    returning request_id)
update ledger.privacy_request r
set state = 'refused', ended_at = $3
from refused f
where r.request_id = f.request_id and r.state = 'open'
