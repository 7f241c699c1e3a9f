-- A document whose time is over goes any moment, and into no package.
select user_number, transfer_id, epoch, xid, position
from ledger.document
where retain_until >= current_date
