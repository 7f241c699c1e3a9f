with lifted as (
    update ledger.book
    set restricted_at = null
    where user_number = $1 and restricted_at is not null
    returning user_number)
update ledger.restriction r
set lifted_at = clock_timestamp(), lifted_by = $2
from lifted l
where r.user_number = l.user_number and r.lifted_at is null
