-- A book is restricted since the first of its restrictions that nobody has lifted.
with open as (
    select r.user_number, min(r.restricted_at) as since
    from ledger.restriction r
    where r.lifted_at is null
    group by r.user_number
),
checked as (
    select b.user_number, b.restricted_at, o.since
    from ledger.book b
    left join open o on o.user_number = b.user_number
)
select count(*), count(*) filter (where restricted_at is distinct from since),
    (array_agg(array[
        format('user %s', user_number),
        format('is restricted since %s, the requests say %s',
            coalesce(restricted_at::text, 'never'), coalesce(since::text, 'never'))] order by user_number)
        filter (where restricted_at is distinct from since))[1:$1]
from checked
