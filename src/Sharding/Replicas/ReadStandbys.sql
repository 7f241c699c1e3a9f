select s.epoch, b.name, b.state, coalesce(b.since <= clock_timestamp() - $2, false)
from sharding.shard s
left join sharding.standby b on b.shard = s.name
where s.name = $1
