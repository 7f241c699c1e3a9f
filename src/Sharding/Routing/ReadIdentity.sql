select name from sharding.shard
