select ledger.trim_outbox($1)
