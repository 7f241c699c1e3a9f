-- Version and ranges in one snapshot. A register without ranges gives one row of the version alone.
select g.name, g.map_version, r.id, r.first_number, r.end_number, r.shard
from sharding.region g
left join sharding.key_range r on r.state = 'open'
