-- No posting took a wallet below the minimum that was in force at it. Of several minimums set before the same posting
-- the last one counts; before the first one it is 0. A wallet may be below its minimum when that was raised, and get
-- money then.
with minimums as (
    select user_number, asset, minimum, from_posting_number,
        lead(from_posting_number, 1, 9223372036854775807)
            over (partition by user_number, asset order by from_posting_number, set_at) as end_posting_number
    from ledger.wallet_minimum
),
checked as (
    select p.user_number, p.posting_number, p.asset, p.debit_balance, coalesce(m.minimum, 0) as minimum,
        p.debit = 'wallet' and p.debit_balance < coalesce(m.minimum, 0) as is_wrong
    from ledger.posting p
    left join minimums m
        on m.user_number = p.user_number
        and m.asset = p.asset
        and m.from_posting_number <= p.posting_number
        and m.end_posting_number > p.posting_number
    where p.debit = 'wallet' or p.credit = 'wallet'
)
select count(*), count(*) filter (where is_wrong),
    (array_agg(array[
        format('user %s, posting %s', user_number, posting_number),
        format('took wallet-%s to %s minor units, below its minimum of %s', asset, debit_balance, minimum)]
        order by user_number, posting_number) filter (where is_wrong))[1:$1]
from checked
