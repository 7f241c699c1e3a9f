-- The blocks of user numbers that the register leased to this shard ($1 to $4: epochs, ordinals, first and end numbers)
-- are all given out: who was given which of them after the backup is not known here.
insert into sharding.number_block (epoch, ordinal, first_number, end_number, next_number)
select l.epoch, l.ordinal, l.first_number, l.end_number, l.end_number
from unnest($1::integer[], $2::integer[], $3::bigint[], $4::bigint[]) l (epoch, ordinal, first_number, end_number)
on conflict (epoch, ordinal) do update set next_number = excluded.end_number
