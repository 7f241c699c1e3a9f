insert into sharding.key_range (id, first_number, end_number, state)
select i.id, i.first_number, i.end_number, 'open'
from unnest($1::integer[], $2::bigint[], $3::bigint[]) i (id, first_number, end_number)
