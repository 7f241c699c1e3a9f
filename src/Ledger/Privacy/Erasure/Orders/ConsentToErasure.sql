select ledger.consent_to_erasure($1, $2, $3, $4)
