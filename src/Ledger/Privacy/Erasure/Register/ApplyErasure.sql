select ledger.apply_erasure($1, $2, $3)
