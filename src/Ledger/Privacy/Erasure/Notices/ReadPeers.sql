-- The regions of the other sides of a user's transfers. No row when this shard does not own the range.
select $1::bigint, array(
    select distinct split_part(t.counterparty, '-', 1)
    from ledger.transfer t
    where t.user_number = $1 and t.counterparty <> 'external')
from sharding.key_range r
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
