select institution, shard, epoch, xid, position
from ledger.audit_cursor
