-- The one with the least time left first. Sealed reasons stay where they are.
select request_id, kind, user_number, asked_by, asked_by_role, asked_at, due_at, state, extended_until, ended_at
from ledger.privacy_request
where state = $1 and (deadline, request_id) > ($2, $3)
order by deadline, request_id
limit $4
