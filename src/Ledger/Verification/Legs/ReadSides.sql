-- The sides of transfers whose other side is not in this shard's books, by transfer; refusals of the inbox among them.
-- The time is that of the last thing that happened to it here.
select s.transfer_id::text, s.side, s.user_id, s.counterparty, s.asset, s.amount, s.state, s.at, s.began_at
from (
    select t.transfer_id, t.side::text as side, h.region || '-' || t.user_number as user_id, t.counterparty, t.asset,
        t.amount, t.state::text as state, coalesce(p.booked_at, t.booked_at) as at,
        t.booked_at as began_at
    from ledger.transfer t
    cross join (select split_part(name, '/', 1) as region from sharding.shard) h
    left join ledger.posting p
        on p.user_number = t.user_number and p.transfer_id = t.transfer_id and p.debit = 'in-transit'
    where t.counterparty <> 'external'
    union all
    select n.transfer_id, 'payee', h.region || '-' || n.user_number, n.payer, null, null, 'refused', n.decided_at,
        n.decided_at
    from ledger.inbox n
    cross join (select split_part(name, '/', 1) as region from sharding.shard) h
    where n.refusal is not null) s
order by s.transfer_id
