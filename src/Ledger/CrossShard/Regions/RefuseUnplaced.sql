-- See Migrations/Register/0002_unplaced_refusals.sql.
select transfer_id
from ledger.refuse_unplaced($1, $2, $3)
