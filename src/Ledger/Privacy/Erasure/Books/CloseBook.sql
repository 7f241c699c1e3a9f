select ledger.close_book($1)
