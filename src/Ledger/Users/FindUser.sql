-- No row: this shard does not own the range. A first column of null: there is no such book here. Asked in one snapshot,
-- so that a range which moves away is never read half.
select b.user_number, b.creation_id, b.opened_at, d.name, d.email, d.birth_date, b.erased_at,
    b.restricted_at
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join personal.detail d on d.user_number = b.user_number
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
