select user_number
from ledger.erasure_order
where claim_hash = $1 and balance = 'keep' and refused_at is null
