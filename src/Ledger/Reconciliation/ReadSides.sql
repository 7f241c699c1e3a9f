-- Every transfer between two users, as it stands in one user's book.
select t.user_number, t.transfer_id, t.side = 'payer', t.counterparty, t.asset, t.amount, t.state::text, t.effective_at,
    t.booked_at
from ledger.transfer t
where t.counterparty <> 'external'
