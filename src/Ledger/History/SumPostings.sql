-- No row: this shard does not own the range. A first column of null: there is no such book here.
-- What came into and went out of the user's wallets, since $3 and in all. Sums are numeric: they may pass 64 bits.
select b.last_posting_number, s.*
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join lateral (
    select asset,
        count(*) filter (where credit = 'wallet' and booked_at >= $3),
        coalesce(sum(amount) filter (where credit = 'wallet' and booked_at >= $3), 0),
        count(*) filter (where debit = 'wallet' and booked_at >= $3),
        coalesce(sum(amount) filter (where debit = 'wallet' and booked_at >= $3), 0),
        count(*) filter (where credit = 'wallet'),
        coalesce(sum(amount) filter (where credit = 'wallet'), 0),
        count(*) filter (where debit = 'wallet'),
        coalesce(sum(amount) filter (where debit = 'wallet'), 0)
    from ledger.posting o
    where o.user_number = b.user_number
    group by asset) s on true
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by s.asset
