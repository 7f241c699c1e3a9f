-- Each balance is what its opening and its postings add up to; an account without a row has none, and postings of it
-- count as well.
with moved as (
    select user_number, asset, kind::text, sum(amount) as total
    from (
        select user_number, asset, credit as kind, amount from ledger.posting
        union all
        select user_number, asset, debit, -amount from ledger.posting
        union all
        select o.user_number, o.asset, k.kind::ledger.account_kind, k.balance
        from ledger.opening_balance o
        cross join lateral (values
            ('wallet', o.wallet), ('held', o.held), ('in-transit', o.in_transit), ('external', o.external),
            ('sent', o.sent), ('received', o.received), ('exchange', o.exchange)) k (kind, balance)) m
    group by user_number, asset, kind
),
kept as (
    select a.user_number, a.asset, k.kind, k.balance
    from ledger.account a
    cross join lateral (values
        ('wallet', a.wallet), ('held', a.held), ('in-transit', a.in_transit), ('external', a.external),
        ('sent', a.sent), ('received', a.received), ('exchange', a.exchange)) k (kind, balance)
    where k.kind = 'wallet' or k.balance <> 0
),
checked as (
    select user_number, asset, kind, coalesce(k.balance, 0) as balance, coalesce(m.total, 0) as total
    from kept k
    full join moved m using (user_number, asset, kind)
)
select count(*), count(*) filter (where balance <> total),
    (array_agg(array[
        format('user %s, %s-%s', user_number, kind, asset),
        format('has a balance of %s minor units, its postings add up to %s', balance, total)]
        order by user_number, asset, kind) filter (where balance <> total))[1:$1]
from checked
