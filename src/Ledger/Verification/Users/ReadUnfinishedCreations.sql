select creation_id
from sharding.user_creation
where user_number is null
