-- The generations of the wrapping key without which something here cannot be read.
select k.generation from keys.user_key k
union
select d.generation from keys.document_key d where d.destroyed_at is null
order by 1
