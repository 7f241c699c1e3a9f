select epoch, xid, position
from ledger.outbox_cursor
where consumer = $1
order by step desc
limit 1
