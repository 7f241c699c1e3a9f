select ledger.forget_codes($1, $2)
