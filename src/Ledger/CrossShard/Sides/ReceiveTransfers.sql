-- One round trip, one commit: see Migrations/Shard/0004_receive_transfers.sql.
select item, outcome, refusal, posting_number
from ledger.receive_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9)
