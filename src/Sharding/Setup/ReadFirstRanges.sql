select f.first_number, f.end_number, f.shard
from sharding.first_range f
order by f.first_number
