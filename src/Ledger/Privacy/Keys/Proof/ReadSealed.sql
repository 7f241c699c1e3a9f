-- What stands sealed of a user in its shard, with the column that each is bound to.
select 'name', d.name from personal.detail d where d.user_number = $1 and d.name is not null
union all
select 'email', d.email from personal.detail d where d.user_number = $1 and d.email is not null
union all
select 'birth_date', d.birth_date from personal.detail d where d.user_number = $1 and d.birth_date is not null
union all
select 'reference/' || r.transfer_id, r.sealed from personal.reference r where r.user_number = $1
