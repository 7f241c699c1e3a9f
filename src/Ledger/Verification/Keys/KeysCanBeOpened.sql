-- Users' keys and those of documents; a document's key that has had its time has no generation any more.
with wrapped as (
    select format('user %s', k.user_number) as of, k.generation from keys.user_key k
    union all
    select k.key_id, k.generation from keys.document_key k where k.wrapped is not null
),
checked as (
    select w.of,
        case
            when g.generation is null then format('is wrapped by generation %s, which nobody knows', w.generation)
            when g.destroyed_at is not null then format('is wrapped by generation %s, which is gone', w.generation)
        end as mistake
    from wrapped w
    left join keys.generation g on g.generation = w.generation
)
select count(*), count(mistake),
    (array_agg(array[of, mistake] order by of) filter (where mistake is not null))[1:$1]
from checked
