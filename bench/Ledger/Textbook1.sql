insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, decided_at)
values ($1, $2, $2, $3, now())
