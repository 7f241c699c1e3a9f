-- Those of the transfers that are under way, with what the payee's side has to know.
select t.transfer_id, t.user_number, t.counterparty, t.asset, t.amount, t.effective_at, t.booked_at, t.posting_number,
    f.sealed
from unnest($1, $2) w (user_number, transfer_id)
join ledger.transfer t on t.user_number = w.user_number and t.transfer_id = w.transfer_id
left join personal.reference f on f.user_number = t.user_number and f.transfer_id = t.transfer_id
where t.state = 'in-transit'
