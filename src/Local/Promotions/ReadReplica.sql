-- How far a replica has the log of changes on disk; null when it is none.
select case when pg_is_in_recovery()
    then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0'::pg_lsn end
