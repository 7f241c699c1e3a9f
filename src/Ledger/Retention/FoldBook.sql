select folded_count, more_waiting from ledger.fold_book($1, $2, $3, $4)
