-- No user number was ever leased twice, on whatever shard and in whatever epoch, and each lease lies within its range.
with checked as (
    select l.shard, l.epoch, l.ordinal, l.first_number, l.end_number,
        case
            when l.first_number < max(l.end_number) over (
                order by l.first_number, l.shard, l.epoch, l.ordinal rows between unbounded preceding and 1 preceding)
                then '%s..%s overlaps a lease that begins before it'
            when r.id is null or l.first_number < r.first_number or l.end_number > r.end_number
                then '%s..%s is not within its range'
        end as mistake
    from sharding.number_lease l
    left join sharding.key_range r on r.id = l.range_id
)
select count(*), count(mistake),
    (array_agg(array[
        format('%s, epoch %s, block %s', shard, epoch, ordinal),
        format(mistake, first_number, end_number)]
        order by shard, epoch, ordinal) filter (where mistake is not null))[1:$1]
from checked
