select shard, epoch, xid, position
from ledger.audit_cursor
where institution = $1
