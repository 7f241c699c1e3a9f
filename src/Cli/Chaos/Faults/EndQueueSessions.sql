-- Run from another database, after LockQueue.sql.
select pg_terminate_backend(pid) from pg_stat_activity where datname = 'queue'
