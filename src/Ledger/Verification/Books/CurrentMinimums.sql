-- The minimum of a wallet is the last one that its history tells, or 0.
with latest as (
    select distinct on (user_number, asset) user_number, asset, minimum
    from ledger.wallet_minimum
    order by user_number, asset, from_posting_number desc, set_at desc
),
checked as (
    select a.user_number, a.asset, a.minimum, coalesce(l.minimum, 0) as told
    from ledger.account a
    left join latest l on l.user_number = a.user_number and l.asset = a.asset
)
select count(*), count(*) filter (where minimum <> told),
    (array_agg(array[
        format('user %s, wallet-%s', user_number, asset),
        format('has a minimum of %s minor units, its history says %s', minimum, told)]
        order by user_number, asset) filter (where minimum <> told))[1:$1]
from checked
