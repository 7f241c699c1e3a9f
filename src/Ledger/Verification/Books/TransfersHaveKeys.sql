-- The book of the payer, and for money from outside that of the payee, keeps one key of each transfer.
with named as (
    select user_number, transfer_id, count(*) as key_count
    from ledger.idempotency
    where refusal is null
    group by user_number, transfer_id
),
checked as (
    select t.user_number, t.transfer_id,
        case
            -- Its key's period ended first; a group's key is a moment older than its bookings.
            when n.transfer_id is null and t.booked_at < o.cutoff + interval '1 second' then null
            when n.transfer_id is null then 'was made without a key'
            when n.key_count > 1 then format('was made by %s keys', n.key_count)
        end as mistake
    from ledger.transfer t
    left join named n on n.user_number = t.user_number and n.transfer_id = t.transfer_id
    left join ledger.opening o on o.user_number = t.user_number
    where t.side = 'payer' or t.counterparty = 'external'
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, transfer %s', user_number, transfer_id), mistake]
        order by user_number, transfer_id) filter (where mistake is not null))[1:$1]
from checked
