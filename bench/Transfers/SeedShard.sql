-- $2 books from number $1 on, each with money that came from outside.
with opened as (
    insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
    select n, gen_random_uuid(), now(), now() from generate_series($1, $1 + $2 - 1) n
    returning user_number)
insert into ledger.account (user_number, asset, wallet, external, opened_at)
select user_number, 'EUR', 1000000000, -1000000000, now()
from opened
