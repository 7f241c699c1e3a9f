-- The oldest request of a kind that is still open for a user and was asked by the same person.
select request_id, kind, user_number, asked_by, asked_by_role, asked_at, due_at, state, extended_until, ended_at,
    reason, extension_reason
from ledger.privacy_request
where user_number = $1 and kind = $2 and asked_by = $3 and asked_by_role = $4 and state = 'open'
order by asked_at, request_id
limit 1
