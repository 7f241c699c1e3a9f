-- Book by book and so for the shard as a whole, asset by asset, in one snapshot.
with sums as (
    select user_number, asset, sum(amount) as total
    from ledger.transfer
    where state = 'in-transit'
    group by user_number, asset
),
checked as (
    select user_number, asset, coalesce(a.in_transit, 0) as balance, coalesce(s.total, 0) as expected
    from ledger.account a
    full join sums s using (user_number, asset)
)
select count(*), count(*) filter (where balance <> expected),
    (array_agg(array[
        format('user %s, in-transit-%s', user_number, asset),
        format('holds %s minor units, and the transfers in transit are %s', balance, expected)]
        order by user_number, asset) filter (where balance <> expected))[1:$1]
from checked
