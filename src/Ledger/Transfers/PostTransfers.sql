-- One round trip, one commit: see Migrations/Shard/0002_post_transfers.sql.
select outcome, refusal, transfer_id, state, posting_number, booked_at, effective_at, balance
from ledger.post_transfers(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
