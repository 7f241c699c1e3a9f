-- A reason that stays the same writes nothing.
insert into ledger.stuck_transfer as s (user_number, transfer_id, reason, noticed_at)
select u.user_number, u.transfer_id, u.reason, clock_timestamp()
from unnest($1, $2, $3) u (user_number, transfer_id, reason)
order by u.user_number, u.transfer_id
on conflict (user_number, transfer_id) do update
set reason = excluded.reason
where s.reason <> excluded.reason
