-- A book's postings are numbered 1, 2, 3, or from its opening on, up to its counter. Postings and books are looked at.
with checked as (
    select user_number, posting_number,
        case when posting_number <> previous + 1
            then format('posting %s comes after posting %s', posting_number, previous) end as mistake
    from (
        select user_number, posting_number,
            coalesce(
                lag(posting_number) over (partition by user_number order by posting_number),
                o.through_posting_number, 0) as previous
        from ledger.posting
        left join ledger.opening o using (user_number)) p
    union all
    select user_number, null,
        case
            when b.last_posting_number is null then 'has postings and no book'
            when b.last_posting_number <> coalesce(p.last_number, o.through_posting_number, 0) then format(
                'its counter is at %s, its last posting is %s',
                b.last_posting_number, coalesce(p.last_number, o.through_posting_number, 0))
        end
    from ledger.book b
    full join (
        select user_number, max(posting_number) as last_number from ledger.posting group by user_number) p
        using (user_number)
    left join ledger.opening o using (user_number)
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number, posting_number)
        filter (where mistake is not null))[1:$1]
from checked
