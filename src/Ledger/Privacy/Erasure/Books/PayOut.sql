select asset, amount, posting_number, booked_at
from ledger.pay_out($1, $2)
