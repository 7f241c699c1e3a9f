-- A restored shard owns nothing before the register says so again.
update sharding.key_range set state = 'closed' where state = 'open'
