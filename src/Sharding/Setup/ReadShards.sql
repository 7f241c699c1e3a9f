-- Whether a shard ever got user numbers in its epoch tells a lost node from a new one.
select s.name, s.epoch, exists (
    select from sharding.number_lease l where l.shard = s.name and l.epoch = s.epoch
)
from sharding.shard s
order by s.name
