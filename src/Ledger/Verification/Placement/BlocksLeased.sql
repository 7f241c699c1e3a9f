-- Each block of user numbers on the shard is one that the register leased to it. $2 to $5: epochs, ordinals, first and
-- end numbers of its leases.
with checked as (
    select b.epoch, b.ordinal,
        case
            when l.epoch is null then 'was never leased to this shard'
            when l.first_number <> b.first_number or l.end_number <> b.end_number
                then format(
                    'is %s..%s, leased was %s..%s', b.first_number, b.end_number, l.first_number, l.end_number)
        end as mistake
    from sharding.number_block b
    left join unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[]) l (epoch, ordinal, first_number, end_number)
        on l.epoch = b.epoch and l.ordinal = b.ordinal
)
select count(*), count(mistake),
    (array_agg(array[format('epoch %s, block %s', epoch, ordinal), mistake] order by epoch, ordinal)
        filter (where mistake is not null))[1:$1]
from checked
