-- Transfers that left their wallets longer than $1 ago and did not come to an end, oldest first, from a place on. Rows
-- of a range that went to another shard are that one's to send.
select t.transfer_id, t.user_number, t.counterparty, t.asset, t.amount, t.effective_at, t.booked_at, t.posting_number,
    f.sealed
from ledger.transfer t
left join personal.reference f on f.user_number = t.user_number and f.transfer_id = t.transfer_id
where t.state = 'in-transit'
    and t.booked_at <= clock_timestamp() - $1
    and (t.booked_at, t.user_number, t.transfer_id) > ($2, $3, $4)
    and exists (
        select 1
        from sharding.key_range r
        where r.state = 'open' and r.first_number <= t.user_number and r.end_number > t.user_number)
order by t.booked_at, t.user_number, t.transfer_id
limit $5
