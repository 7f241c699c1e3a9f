-- Whoever comes first makes the user's key; all others are given that one.
select outcome, generation, wrapped
from keys.keep_user_key($4, $1, $2, $3)
