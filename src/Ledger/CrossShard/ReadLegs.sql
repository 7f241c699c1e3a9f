-- See Migrations/Shard/0003_cross_shard.sql.
select transfer_id, user_number, counterparty, asset, amount, effective_at, booked_at, posting_number, sealed
from ledger.read_legs($1, $2)
