-- $2, $3: numbers and users of the register's erasures, but for those of the last seconds. What this database has not
-- applied yet is another invariant's matter.
with erased as (
    select e.user_number, e.erasure_number <= a.erasure_number as is_applied
    from unnest($2::bigint[], $3::bigint[]) e (erasure_number, user_number)
    cross join keys.applied_erasure a
),
destroyed as (
    select d.user_number, d.erasure_number > coalesce((select max(n) from unnest($2::bigint[]) n), 0) as is_new
    from keys.destroyed_key d
),
checked as (
    select coalesce(k.user_number, d.user_number, e.user_number) as user_number,
        case
            when e.user_number is null and not d.is_new then 'has lost the key, and is not erased'
            when e.is_applied and k.user_number is not null then 'is erased and has a key'
            when e.is_applied and d.user_number is null
                then 'is erased, and nobody noted that the key was destroyed'
        end as mistake
    from keys.user_key k
    full join destroyed d on d.user_number = k.user_number
    full join erased e on e.user_number = coalesce(k.user_number, d.user_number)
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number)
        filter (where mistake is not null))[1:$1]
from checked
