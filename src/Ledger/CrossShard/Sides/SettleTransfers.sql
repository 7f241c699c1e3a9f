-- One round trip, one commit: see Migrations/Shard/0005_settle_transfers.sql.
select item, outcome
from ledger.settle_transfers($1, $2, $3, $4)
