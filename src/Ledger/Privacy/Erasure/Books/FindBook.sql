-- As in the users' room: no row when this shard does not own the range, a first column of null when there is no book.
select b.user_number, b.erased_at is not null, exists (
    select from ledger.account a where a.user_number = $1 and a.wallet < 0)
from sharding.key_range r
left join ledger.book b on b.user_number = $1
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
