-- One key makes one user, and one user is of one key.
with checked as (
    select key_hash, user_number, created_at,
        case
            when count(*) over (partition by key_hash) > 1 then 'is there twice'
            when user_number is not null and count(*) over (partition by user_number) > 1
                then format('has user %s, and so has another key', user_number)
        end as mistake
    from sharding.user_creation
)
select count(*), count(mistake),
    (array_agg(array[format('key %s', encode(key_hash, 'hex')), mistake] order by key_hash, created_at)
        filter (where mistake is not null))[1:$1]
from checked
