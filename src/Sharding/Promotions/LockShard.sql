-- Nobody changes the states of its standbys any more, and whoever did has committed.
select s.epoch, s.primary_address
from sharding.shard s
where s.name = $1
for update
