select generation, fingerprint, destroyed_at
from keys.destroy_user_key($1, $2)
