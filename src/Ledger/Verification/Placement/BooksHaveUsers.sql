-- Every book is of a user who was placed here, by the same creation.
with checked as (
    select b.user_number,
        case
            when p.user_number is null then 'is a book of nobody who was placed here'
            when p.creation_id <> b.creation_id then format('is a book of creation %s, the user is of creation %s',
                b.creation_id, p.creation_id)
        end as mistake
    from ledger.book b
    left join sharding.placed_user p on p.user_number = b.user_number
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number)
        filter (where mistake is not null))[1:$1]
from checked
