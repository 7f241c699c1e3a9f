select user_number
from ledger.email
where email_hash = $1
order by user_number
limit $2
