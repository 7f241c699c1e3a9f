select transfer_id
from ledger.unplaced_refusal
where transfer_id = any ($1)
