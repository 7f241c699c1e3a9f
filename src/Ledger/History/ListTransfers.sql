-- No row: this shard does not own the range. A first column of null: there is no such book here.
-- Newest first by the book's own numbers, which never change: a page stays the same while new transfers arrive.
select b.user_number, t.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.posting_number, t.booked_at,
    t.effective_at, case when p.debit = 'wallet' then p.debit_balance else p.credit_balance end, f.sealed
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join lateral (
    select *
    from ledger.transfer o
    where o.user_number = b.user_number
        and o.posting_number < $3
        and ($4 is null or o.effective_at >= $4)
        and ($5 is null or o.effective_at < $5)
    order by o.posting_number desc
    limit $6) t on true
left join ledger.posting p on p.user_number = t.user_number and p.posting_number = t.posting_number
left join personal.reference f on f.user_number = t.user_number and f.transfer_id = t.transfer_id
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by t.posting_number desc
