-- No row: this shard does not own the range. A first column of null: there is no such book here.
select b.last_posting_number, t.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.posting_number,
    t.booked_at, t.effective_at, case when p.debit = 'wallet' then p.debit_balance else p.credit_balance end, f.sealed,
    t.state::text, t.refusal
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join ledger.transfer t on t.user_number = b.user_number and t.transfer_id = $3
left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
left join personal.reference f on f.user_number = t.user_number and f.transfer_id = t.transfer_id
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
