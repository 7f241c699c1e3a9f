select key_id, count(*)
from ledger.document
where user_number = $1
group by key_id
