-- A key names the transfer that it had made, or the refusal, and then there is no transfer.
with checked as (
    select k.user_number, k.key_hash,
        case
            when k.refusal is null and t.transfer_id is null
                then format('names transfer %s, which is not in the book', k.transfer_id)
            when k.refusal is not null and t.transfer_id is not null
                then format('says %s, but transfer %s was made', k.refusal, k.transfer_id)
        end as mistake
    from ledger.idempotency k
    left join ledger.transfer t on t.user_number = k.user_number and t.transfer_id = k.transfer_id
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, key %s', user_number, encode(key_hash, 'hex')), mistake]
        order by user_number, key_hash) filter (where mistake is not null))[1:$1]
from checked
