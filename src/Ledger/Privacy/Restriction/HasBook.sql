select user_number, restricted_at
from ledger.book
where user_number = $1
