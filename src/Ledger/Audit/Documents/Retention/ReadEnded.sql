-- Documents whose time was over before the first day of a month.
select user_number, transfer_id, object_key
from ledger.document
where retain_until < $1
order by retain_until, user_number, transfer_id
limit $2
