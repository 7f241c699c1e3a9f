-- Every key that is left, with what it is wrapped for.
select 'user', k.user_number::text, k.generation, k.wrapped
from keys.user_key k
union all
select 'document', k.key_id, k.generation, k.wrapped
from keys.document_key k
where k.wrapped is not null
