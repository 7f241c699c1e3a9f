select epoch from sharding.shard
