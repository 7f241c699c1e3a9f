select distinct user_number
from ledger.audit_document
where transfer_id = $1
order by user_number
