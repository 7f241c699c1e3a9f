-- The sides of transfers between this shard's users and those of region $1. The span is of ids, which begin with the
-- moment at which a server took the order: both books have the same one, so that both lists cut at the same place.
-- Ids, amounts, states and positions only: no reference and no detail leaves the shard this way.
select t.transfer_id, t.user_number, t.side = 'payer', t.counterparty, t.asset, t.amount, t.state::text,
    t.posting_number, t.effective_at, t.booked_at, coalesce(p.booked_at, t.booked_at)
from ledger.transfer t
left join ledger.posting p
    on p.user_number = t.user_number and p.transfer_id = t.transfer_id and p.debit = 'in-transit'
where t.counterparty like $1 || '-%'
  and t.transfer_id >= $2
  and t.transfer_id < $3
order by t.transfer_id, t.side
