-- What came into and went out of the user's wallets, in all and since $2. Sums are numeric: they may pass 64 bits.
select asset,
    count(*) filter (where credit = 'wallet' and booked_at >= $2),
    coalesce(sum(amount) filter (where credit = 'wallet' and booked_at >= $2), 0),
    count(*) filter (where debit = 'wallet' and booked_at >= $2),
    coalesce(sum(amount) filter (where debit = 'wallet' and booked_at >= $2), 0),
    count(*) filter (where credit = 'wallet'),
    coalesce(sum(amount) filter (where credit = 'wallet'), 0),
    count(*) filter (where debit = 'wallet'),
    coalesce(sum(amount) filter (where debit = 'wallet'), 0)
from ledger.posting
where user_number = $1
group by asset
order by asset
