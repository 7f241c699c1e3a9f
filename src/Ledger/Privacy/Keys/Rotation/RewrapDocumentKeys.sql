-- One that has ended meanwhile has no generation any more.
update keys.document_key k
set generation = $1, wrapped = w.wrapped, fingerprint = w.fingerprint
from unnest($2::text[], $3::bytea[], $4::bytea[]) w (id, wrapped, fingerprint)
where k.key_id = w.id and k.generation < $1
