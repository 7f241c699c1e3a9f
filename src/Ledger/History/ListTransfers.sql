-- No row: this shard does not own the range. A first column of null: there is no such book here.
-- Newest first by the book's own numbers, which never change: a page stays the same while new transfers arrive.
select b.last_posting_number, t.transfer_id, t.side::text, t.counterparty, t.asset, t.amount, t.posting_number,
    t.booked_at, t.effective_at, case when t.debit = 'wallet' then t.debit_balance else t.credit_balance end, f.sealed,
    t.state::text, t.refusal, o.through_posting_number, o.through_booked_at, o.assets, o.wallets
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join lateral (
    select g.through_posting_number, g.through_booked_at, array_agg(a.asset order by a.asset) as assets,
        array_agg(a.wallet::bigint order by a.asset) as wallets
    from ledger.opening g
    join ledger.opening_balance a on a.user_number = g.user_number
    where g.user_number = b.user_number
    group by g.user_number) o on true
left join lateral (
    select o.*, p.debit, p.debit_balance, p.credit_balance
    from ledger.posting p
    join ledger.transfer o
        on o.user_number = p.user_number and o.transfer_id = p.transfer_id and o.posting_number = p.posting_number
    where p.user_number = b.user_number
        and p.posting_number < $3
        and ($4 is null or o.effective_at >= $4)
        and ($5 is null or o.effective_at < $5)
    order by p.posting_number desc
    limit $6) t on true
left join personal.reference f on f.user_number = t.user_number and f.transfer_id = t.transfer_id
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by t.posting_number desc
