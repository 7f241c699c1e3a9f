select ledger.advance_outbox($1, $2, $3, $4)
