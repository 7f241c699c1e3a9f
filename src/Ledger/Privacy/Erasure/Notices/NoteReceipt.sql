-- The first receipt counts.
update ledger.erasure_notice n
set receipt = $3, receipt_at = $4
from ledger.erasure e
where e.request_id = n.request_id and e.user_number = $1 and n.recipient = $2 and n.receipt_at is null
