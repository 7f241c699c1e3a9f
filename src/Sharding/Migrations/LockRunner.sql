-- One runner at a time in a database: a lock of the session, which ends with the connection however the runner ends.
-- lock_timeout bounds the wait.
select pg_advisory_lock(68002, 0)
