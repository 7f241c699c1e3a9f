-- One transfer as it stands in one user's book.
select t.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.posting_number, t.booked_at, t.effective_at,
    case when p.debit = 'wallet' then p.debit_balance else p.credit_balance end as balance, r.sealed
from ledger.transfer t
join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
left join personal.reference r on r.user_number = t.user_number and r.transfer_id = t.transfer_id
where t.user_number = $1 and t.transfer_id = $2
