-- Documents that the law keeps of a user, by the keys that they are encrypted with. No row when this shard does not own
-- the range.
select $1::bigint,
    array(select d.key_id from ledger.document d where d.user_number = $1 group by d.key_id order by d.key_id),
    array(
        select max(d.retain_until) from ledger.document d where d.user_number = $1 group by d.key_id
        order by d.key_id),
    array(select count(*) from ledger.document d where d.user_number = $1 group by d.key_id order by d.key_id)
from sharding.key_range r
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
