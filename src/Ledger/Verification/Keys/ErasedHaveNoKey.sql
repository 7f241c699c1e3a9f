-- $2: the users whom the register has erased.
with checked as (
    select coalesce(k.user_number, d.user_number, e.user_number) as user_number,
        case
            when e.user_number is null and d.user_number is not null then 'has lost the key, and is not erased'
            when e.user_number is null then null
            when k.user_number is not null then 'is erased and has a key'
            when d.user_number is null then 'is erased, and nobody noted that the key was destroyed'
        end as mistake
    from keys.user_key k
    full join keys.destroyed_key d on d.user_number = k.user_number
    full join unnest($2::bigint[]) e (user_number) on e.user_number = coalesce(k.user_number, d.user_number)
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number)
        filter (where mistake is not null))[1:$1]
from checked
