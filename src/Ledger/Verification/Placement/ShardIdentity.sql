-- The shard is the one that the register means: $2 its name in the world, $3 its epoch.
with checked as (
    select name, epoch,
        case
            when name <> $2 then format('calls itself %s', name)
            when epoch <> $3 then format('is of epoch %s, the register says %s', epoch, $3)
        end as mistake
    from sharding.shard
)
select count(*), count(mistake),
    (array_agg(array['sharding.shard', mistake]) filter (where mistake is not null))[1:$1]
from checked
