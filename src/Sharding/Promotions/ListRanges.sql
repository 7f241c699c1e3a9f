select r.id, r.first_number, r.end_number
from sharding.key_range r
where r.shard = $1 and r.state = 'open'
order by r.id
