-- Which region's register this node says that it is.
select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean, g.name || '/register', 0
from sharding.region g
