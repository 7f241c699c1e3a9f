select creation_id, shard, user_number, is_new, is_same_request
from sharding.place_user($1, $2, $3)
