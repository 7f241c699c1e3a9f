select ledger.forget_unplaced($1, $2)
