-- Books 0 to $1 - 1, each with money that came from outside, and the shard's one range as the register has it.
with opened as (
    insert into ledger.book (user_number, creation_id, opened_at, last_booked_at, last_posting_number)
    select n, gen_random_uuid(), now(), now(), 0 from generate_series(0, $1 - 1) n
    returning user_number)
insert into ledger.account (user_number, asset, kind, balance, minimum, opened_at)
select user_number, 'EUR', kind, balance, minimum, now()
from opened
cross join (values
    ('wallet'::ledger.account_kind, 1000000000::bigint, 0::bigint), ('external', -1000000000, null))
    k (kind, balance, minimum)
