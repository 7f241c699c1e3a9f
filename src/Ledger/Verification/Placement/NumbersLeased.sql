-- Every user has a number that a block of the shard has given out already. Blocks and users are put in one order of
-- numbers, and each user compared with the last block that began.
with marks as (
    select first_number as number, 0 as part, next_number from sharding.number_block
    union all
    select user_number, 1, null from sharding.placed_user
),
checked as (
    select number, part, part = 1 and coalesce(max(next_number) over (order by number, part), 0) <= number as is_outside
    from marks
)
select count(*) filter (where part = 1), count(*) filter (where is_outside),
    (array_agg(array[format('user %s', number), 'has a number that no block of this shard has given out']
        order by number) filter (where is_outside))[1:$1]
from checked
