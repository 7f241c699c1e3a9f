-- The next keys that an older, living generation wraps. A key under a destroyed one is lost already.
select k.user_number::text, k.generation, k.wrapped
from keys.user_key k
join keys.generation g using (generation)
where k.generation < $1 and g.destroyed_at is null and k.user_number > $2::text::bigint
order by k.user_number
limit $3
