-- Each transfer's first posting is there, is its own, and moves its amount out of the payer's wallet or into the
-- payee's.
with checked as (
    select t.user_number, t.posting_number, t.transfer_id,
        case
            when p.posting_number is null then 'has no posting'
            when p.transfer_id <> t.transfer_id then 'stands where the posting is of another transfer'
            when p.asset <> t.asset or p.amount <> t.amount then 'has another amount than its posting'
            when p.booked_at <> t.booked_at then 'has another time of booking than its posting'
            when t.side = 'payer' and p.debit <> 'wallet' then 'does not take from the wallet of its payer'
            when t.side = 'payee' and p.credit <> 'wallet' then 'does not bring to the wallet of its payee'
        end as mistake
    from ledger.transfer t
    left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
)
select count(*), count(mistake),
    (array_agg(array[
        format('user %s, transfer %s, posting %s', user_number, transfer_id, posting_number),
        mistake]
        order by user_number, posting_number) filter (where mistake is not null))[1:$1]
from checked
