select ledger.forget_documents($1, $2)
