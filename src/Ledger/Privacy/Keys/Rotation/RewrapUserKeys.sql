-- One that was destroyed meanwhile is not there any more.
update keys.user_key k
set generation = $1, wrapped = w.wrapped, fingerprint = w.fingerprint
from unnest($2::text[], $3::bytea[], $4::bytea[]) w (id, wrapped, fingerprint)
where k.user_number = w.id::bigint and k.generation < $1
