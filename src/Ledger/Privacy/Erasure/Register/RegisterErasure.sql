select ledger.register_erasure($1)
