-- $2: the users whose erasures this shard has applied. What takes the place of a key and a request begins with zeros.
with checked as (
    select b.user_number,
        case
            when e.user_number is null then null
            when b.erased_at is null then 'is erased, but the book is open'
            when exists (select from personal.detail d where d.user_number = b.user_number) then 'has details'
            when exists (select from personal.reference r where r.user_number = b.user_number) then 'has references'
            when exists (
                select
                from ledger.idempotency k
                where k.user_number = b.user_number
                    and (substr(k.key_hash, 1, 15) <> decode(repeat('00', 15), 'hex')
                        or substr(k.request_hash, 1, 15) <> decode(repeat('00', 15), 'hex')))
                then 'has hashes of keys or requests'
        end as mistake
    from ledger.book b
    left join unnest($2::bigint[]) e (user_number) on e.user_number = b.user_number
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number)
        filter (where mistake is not null))[1:$1]
from checked
