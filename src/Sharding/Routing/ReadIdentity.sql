select name, epoch from sharding.shard
