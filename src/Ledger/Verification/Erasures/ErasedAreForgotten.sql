-- Of those of whom the register has noted that it has forgotten them.
with forgotten as (
    select e.user_number
    from ledger.erasure e
    join ledger.erasure_step s on s.request_id = e.request_id and s.step = 'register'
),
checked as (
    select c.user_number,
        case
            when f.user_number is null then null
            when substr(c.key_hash, 1, 15) <> decode(repeat('00', 15), 'hex')
                or substr(c.request_hash, 1, 15) <> decode(repeat('00', 15), 'hex')
                then 'has hashes of the request that made the user'
            when exists (select from ledger.email m where m.user_number = f.user_number) then 'has an e-mail hash'
            when exists (select from ledger.erasure_code k where k.user_number = f.user_number) then 'has a code'
        end as mistake
    from sharding.user_creation c
    left join forgotten f on f.user_number = c.user_number
)
select count(*), count(mistake),
    (array_agg(array[format('user %s', user_number), mistake] order by user_number)
        filter (where mistake is not null))[1:$1]
from checked
