-- Which shard this node says that it is. A register has a table of that name too, with names that have no slash.
select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean, s.name, s.epoch
from sharding.shard s
