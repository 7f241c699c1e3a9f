-- Lets batches be cut again.
select pg_advisory_unlock(68011, 1)
