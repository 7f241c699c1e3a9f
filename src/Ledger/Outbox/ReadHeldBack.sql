select ledger.outbox_waits($1, $2, $3)
