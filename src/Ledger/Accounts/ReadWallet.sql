select asset, kind::text, balance, minimum, opened_at
from ledger.account
where user_number = $1 and asset = $2 and kind = 'wallet'
