-- Every user of the shard is of a range that the register gives to it. $2 and $3: first and end numbers of its open
-- ranges. Ranges and users are put in one order of numbers, and each user compared with the last range that began.
with marks as (
    select first_number as number, 0 as part, end_number, null as what from unnest($2::bigint[], $3::bigint[])
        r (first_number, end_number)
    union all
    select user_number, 1, null, 'book' from ledger.book
    union all
    select user_number, 1, null, 'placed user' from sharding.placed_user
),
checked as (
    select number, part, what,
        part = 1 and coalesce(max(end_number) over (order by number, part), 0) <= number as is_outside
    from marks
)
select count(*) filter (where part = 1), count(*) filter (where is_outside),
    (array_agg(array[
        format('user %s, %s', number, what),
        'is in no range that the register gives to this shard']
        order by number, what) filter (where is_outside))[1:$1]
from checked
