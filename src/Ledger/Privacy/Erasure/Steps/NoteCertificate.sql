update ledger.erasure
set certificate = $2, certified_at = $3
where request_id = $1 and certified_at is null
