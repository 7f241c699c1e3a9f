-- The next documents that are due after a place ($1, $2), of users before $3, with all that they say. A transfer whose
-- books are no longer here is left out.
select d.user_number, d.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.state::text, t.refusal,
    t.effective_at, p.posting_number, p.debit::text, p.credit::text, p.booked_at,
    e.posting_number, e.debit::text, e.credit::text, e.booked_at, f.sealed, s.name, s.email, s.birth_date
from (
    select u.user_number, u.transfer_id, u.ended_posting_number
    from ledger.document_due u
    where (u.user_number, u.transfer_id) > ($1, $2) and u.user_number < $3
    order by u.user_number, u.transfer_id
    limit $4) d
join ledger.transfer t on t.user_number = d.user_number and t.transfer_id = d.transfer_id
join ledger.posting p on p.user_number = d.user_number and p.posting_number = t.posting_number
join ledger.posting e on e.user_number = d.user_number and e.posting_number = d.ended_posting_number
left join personal.reference f on f.user_number = d.user_number and f.transfer_id = d.transfer_id
left join personal.detail s on s.user_number = d.user_number
order by d.user_number, d.transfer_id
