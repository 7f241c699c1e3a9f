select ledger.note_email($1, $2)
