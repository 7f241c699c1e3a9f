select name, epoch
from sharding.shard
order by name
