insert into ledger.privacy_request (
    request_id, kind, user_number, asked_by, asked_by_role, asked_at, reason, due_at, state, ended_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
