-- One rotation of a region's wrapping key at a time; held until the session ends.
select pg_try_advisory_lock(68031, 0)
