-- No user number is in two open ranges. Each range is compared with the furthest end of those that began before it.
with checked as (
    select id, first_number, end_number,
        first_number < max(end_number)
            over (order by first_number, id rows between unbounded preceding and 1 preceding) as is_wrong
    from sharding.key_range
    where state = 'open'
)
select count(*), count(*) filter (where is_wrong),
    (array_agg(array[
        format('range %s', id),
        format('%s..%s overlaps a range that begins before it', first_number, end_number)]
        order by id) filter (where is_wrong))[1:$1]
from checked
