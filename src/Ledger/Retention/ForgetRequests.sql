select ledger.forget_requests($1, $2)
