select asset, 'wallet', wallet, minimum, opened_at
from ledger.account
where user_number = $1 and asset = $2
