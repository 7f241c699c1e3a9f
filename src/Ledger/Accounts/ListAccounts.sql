-- No row: this shard does not own the range. A first column of null: there is no such book here. Asked in one snapshot,
-- so that a range which moves away is never read half. A wallet is always listed, a counter account while
-- it holds something.
select b.last_posting_number, a.asset, k.kind, k.balance, case when k.kind = 'wallet' then a.minimum end, a.opened_at
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join ledger.account a on a.user_number = b.user_number
left join lateral (values
    (1, 'wallet', a.wallet), (2, 'held', a.held), (3, 'in-transit', a.in_transit), (4, 'external', a.external),
    (5, 'sent', a.sent), (6, 'received', a.received), (7, 'exchange', a.exchange)) k (place, kind, balance)
    on a.asset is not null and (k.kind = 'wallet' or k.balance <> 0)
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by a.asset, k.place
