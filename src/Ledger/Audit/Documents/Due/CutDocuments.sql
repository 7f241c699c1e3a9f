select row_count, more_waiting, held_back from ledger.cut_documents($1)
