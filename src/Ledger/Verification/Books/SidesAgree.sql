-- Where payer and payee are both of this shard, each side tells the same of the transfer. Every transfer is looked at;
-- one from or to the world outside has one side only.
with sides as (
    select t.*, h.region, c.cutoff,
        case when t.counterparty ~ ('^' || h.region || '-[0-9]{1,16}$')
            then split_part(t.counterparty, '-', 2)::bigint end as other_number
    from ledger.transfer t
    cross join (select split_part(name, '/', 1) as region from sharding.shard) h
    cross join ledger.opening_cutoff c
),
checked as (
    select t.user_number, t.transfer_id, t.counterparty,
        case
            when t.counterparty = t.region || '-' || t.user_number then 'is with the user itself, %s'
            when b.user_number is null or (t.side = 'payer' and t.state <> 'completed') then null
            -- The other book may have folded it; clocks may differ by less than a day.
            when o.transfer_id is null and t.booked_at < t.cutoff + interval '1 day' then null
            when o.transfer_id is null then 'is not in the book of %s'
            when o.side = t.side then 'is on the same side in the book of %s'
            when o.counterparty <> t.region || '-' || t.user_number then 'is with somebody else in the book of %s'
            when o.asset <> t.asset or o.amount <> t.amount then 'has another amount in the book of %s'
            when 'refunded' in (o.state, t.state) then 'is in another state in the book of %s'
        end as mistake
    from sides t
    left join ledger.book b on b.user_number = t.other_number
    left join ledger.transfer o on o.user_number = t.other_number and o.transfer_id = t.transfer_id
)
select count(*), count(mistake),
    (array_agg(array[
        format('user %s, transfer %s', user_number, transfer_id),
        format(mistake, counterparty)]
        order by user_number, transfer_id) filter (where mistake is not null))[1:$1]
from checked
