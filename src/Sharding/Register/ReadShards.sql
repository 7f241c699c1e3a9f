select s.name, s.epoch, s.primary_address
from sharding.shard s
