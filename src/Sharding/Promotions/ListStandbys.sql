select b.name, b.state = 'promotable'
from sharding.standby b
where b.shard = $1
order by b.name
