select b.name
from sharding.standby b
where b.shard = $1 and b.state = 'promotable'
order by b.name
