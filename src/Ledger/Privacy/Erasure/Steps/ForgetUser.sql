select ledger.forget_user($1)
