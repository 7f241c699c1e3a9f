insert into textbook.idempotency (key, transfer_id) values ($1, $2)
