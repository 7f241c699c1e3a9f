select pg_last_wal_replay_lsn() >= $1::text::pg_lsn
