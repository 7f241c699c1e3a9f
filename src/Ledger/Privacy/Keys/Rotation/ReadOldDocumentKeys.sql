-- The next keys that an older, living generation wraps. A key under a destroyed one is lost already.
select k.key_id, k.generation, k.wrapped
from keys.document_key k
join keys.generation g using (generation)
where k.generation < $1 and g.destroyed_at is null and k.key_id > $2
order by k.key_id
limit $3
