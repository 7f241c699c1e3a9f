-- The last beat that a node shows. It needs no function of the log of changes, which Aurora's readers refuse.
select s.epoch, b.beat
from sharding.shard s, sharding.beat b
where s.name = $1
