update ledger.erasure_notice
set tries = tries + 1, next_try_at = $3
where request_id = $1 and recipient = $2 and receipt_at is null
