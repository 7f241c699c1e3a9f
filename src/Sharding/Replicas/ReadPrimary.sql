-- Everything that anybody can see on the primary now was written to its log of changes before this position.
select pg_current_wal_flush_lsn()
