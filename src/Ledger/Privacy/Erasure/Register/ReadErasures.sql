select erasure_number, user_number, registered_at
from ledger.erasure
where erasure_number > $1
order by erasure_number
limit $2
