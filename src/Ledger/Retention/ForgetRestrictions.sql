select ledger.forget_restrictions($1, $2)
