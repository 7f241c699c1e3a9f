select user_number, transfer_id, object_key, ciphertext_hash
from ledger.document
order by user_number, transfer_id
