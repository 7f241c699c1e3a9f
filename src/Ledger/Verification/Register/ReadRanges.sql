-- The whole map, closed ranges too, with each shard's epoch.
select r.id, r.first_number, r.end_number, r.shard, r.state
from sharding.key_range r
order by r.id
