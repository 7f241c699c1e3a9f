select wrapped, generation
from keys.user_key
where user_number = $1
