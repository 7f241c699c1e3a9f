select coalesce(max(erasure_number), 0) from ledger.erasure
