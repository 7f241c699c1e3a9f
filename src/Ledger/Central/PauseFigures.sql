-- Held by the session: no batch is cut meanwhile (ledger.cut_figures tries the same lock), and writers go on.
select pg_try_advisory_lock(68011, 1)
