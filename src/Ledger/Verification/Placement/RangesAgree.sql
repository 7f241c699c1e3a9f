-- Each range on the shard is the register's of that id. $2 to $6: ids, first and end numbers, owners and states of all
-- ranges of the register; $7: this shard. A range that the shard has closed may be another shard's by now, and one that
-- the register has just given it may not have come yet.
with register as (
    select * from unnest($2::int[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
        r (id, first_number, end_number, shard, state)
),
checked as (
    select k.id,
        case
            when r.id is null then 'is not in the register'
            when r.first_number <> k.first_number or r.end_number <> k.end_number
                then format('is %s..%s, in the register %s..%s',
                    k.first_number, k.end_number, r.first_number, r.end_number)
            when k.state = 'open' and r.shard <> $7 then format('is open, but the register gives it to %s', r.shard)
            when k.state = 'open' and r.state <> 'open' then 'is open, but closed in the register'
        end as mistake
    from sharding.key_range k
    left join register r on r.id = k.id
)
select count(*), count(mistake),
    (array_agg(array[format('range %s', id), mistake] order by id) filter (where mistake is not null))[1:$1]
from checked
