-- What a book still has, and what of it is on its way. No row when this shard does not own the range.
select $1::bigint,
    (select count(*) from ledger.account a where a.user_number = $1 and a.wallet > 0),
    (select count(*) from ledger.account a where a.user_number = $1 and (a.in_transit <> 0 or a.held <> 0))
from sharding.key_range r
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
