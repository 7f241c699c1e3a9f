select request_id, kind, user_number, asked_by, asked_by_role, asked_at, due_at, state, extended_until, ended_at,
    reason, extension_reason
from ledger.privacy_request
where request_id = $1
