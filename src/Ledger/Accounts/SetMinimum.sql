-- The minimum and its history are one statement. Under the book's lock the next posting is known, and it is the first
-- one that the new minimum is for.
with changed as (
    update ledger.account
    set minimum = $3
    where user_number = $1 and asset = $2 and minimum <> $3
    returning user_number, asset, minimum
)
insert into ledger.wallet_minimum (user_number, asset, set_at, from_posting_number, minimum, set_by)
select c.user_number, c.asset, clock_timestamp(), b.last_posting_number + 1, c.minimum, $4
from changed c
join ledger.book b on b.user_number = c.user_number
returning user_number
