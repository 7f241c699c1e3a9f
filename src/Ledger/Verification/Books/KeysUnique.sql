with checked as (
    select user_number, key_hash, decided_at,
        count(*) over (partition by user_number, key_hash) as key_count
    from ledger.idempotency
)
select count(*), count(*) filter (where key_count > 1),
    (array_agg(array[
        format('user %s, key %s', user_number, encode(key_hash, 'hex')),
        format('is there %s times', key_count)]
        order by user_number, key_hash, decided_at) filter (where key_count > 1))[1:$1]
from checked
