update ledger.erasure_order
set settled_at = $2
where request_id = $1 and settled_at is null
