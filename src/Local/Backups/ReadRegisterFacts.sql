select null::integer, coalesce(max(e.erasure_number), 0) from ledger.erasure e
