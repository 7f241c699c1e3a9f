-- Within a book each posting is later than the one before it, and none is later than the book says.
with checked as (
    select p.user_number, p.posting_number, p.booked_at,
        case
            when p.booked_at <= p.previous then 'booked at %s, not after the one before it'
            when p.booked_at > b.last_booked_at then 'booked at %s, after the last booking that its book knows of'
        end as mistake
    from (
        select user_number, posting_number, booked_at,
            coalesce(
                lag(booked_at) over (partition by user_number order by posting_number), o.through_booked_at) as previous
        from ledger.posting
        left join ledger.opening o using (user_number)) p
    left join ledger.book b on b.user_number = p.user_number
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, posting %s', user_number, posting_number), format(mistake, booked_at)]
        order by user_number, posting_number) filter (where mistake is not null))[1:$1]
from checked
