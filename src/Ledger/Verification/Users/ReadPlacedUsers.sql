select user_number, creation_id
from sharding.placed_user
order by user_number
