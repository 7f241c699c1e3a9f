select ledger.forget_refusals($1, $2)
