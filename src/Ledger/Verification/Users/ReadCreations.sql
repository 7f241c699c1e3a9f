-- The creations that have their number.
select user_number, creation_id, shard
from sharding.user_creation
where user_number is not null
order by user_number
