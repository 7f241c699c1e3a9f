select r.transfer_id::text, 'payee', g.name || '-' || r.payee, r.payer, null, null, 'refused', r.decided_at,
    r.decided_at
from ledger.unplaced_refusal r
cross join sharding.region g
order by r.transfer_id
