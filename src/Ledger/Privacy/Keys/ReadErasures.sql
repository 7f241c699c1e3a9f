select erasure_number, user_number
from ledger.erasure
where erasure_number > $1
order by erasure_number
limit $2
