-- The balance written on a posting is the one before it on the same account, or the opening's, and the amount. Each
-- posting is compared with its predecessor only, so that one wrong row is not told of all rows after it.
with moves as (
    select user_number, posting_number, asset, credit as kind, amount, credit_balance as balance from ledger.posting
    union all
    select user_number, posting_number, asset, debit, -amount, debit_balance from ledger.posting
),
checked as (
    select user_number, posting_number, asset, kind, balance,
        amount + coalesce(
            lag(balance::numeric) over (partition by user_number, asset, kind order by posting_number),
            case kind
                when 'wallet' then o.wallet
                when 'held' then o.held
                when 'in-transit' then o.in_transit
                when 'external' then o.external
                when 'sent' then o.sent
                when 'received' then o.received
                when 'exchange' then o.exchange
            end,
            0) as expected
    from moves
    left join ledger.opening_balance o using (user_number, asset)
)
select count(*) / 2, count(*) filter (where balance <> expected),
    (array_agg(array[
        format('user %s, posting %s', user_number, posting_number),
        format('says that %s-%s is %s minor units after it, which should be %s', kind, asset, balance, expected)]
        order by user_number, posting_number, kind) filter (where balance <> expected))[1:$1]
from checked
