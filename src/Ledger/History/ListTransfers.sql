-- Newest first by the book's own numbers, which never change: a page stays the same while new transfers arrive.
select t.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.posting_number, t.booked_at, t.effective_at,
    case when p.debit = 'wallet' then p.debit_balance else p.credit_balance end as balance, r.sealed
from ledger.transfer t
join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
left join personal.reference r on r.user_number = t.user_number and r.transfer_id = t.transfer_id
where t.user_number = $1
    and t.posting_number < $2
    and ($3 is null or t.effective_at >= $3)
    and ($4 is null or t.effective_at < $4)
order by t.posting_number desc
limit $5
