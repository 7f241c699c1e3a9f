-- The book's row is locked: what was posted before it saw no restriction, and what comes after it does. Repeated, and
-- for a book that is restricted already, it changes nothing.
with restricted as (
    update ledger.book
    set restricted_at = clock_timestamp()
    where user_number = $1 and restricted_at is null
    returning user_number, restricted_at)
insert into ledger.restriction (user_number, request_id, restricted_at)
select user_number, $2, restricted_at
from restricted
