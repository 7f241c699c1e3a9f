-- The lock: no block is installed between this look and the ranges that are added after it.
select s.name, s.epoch
from sharding.shard s
for no key update
