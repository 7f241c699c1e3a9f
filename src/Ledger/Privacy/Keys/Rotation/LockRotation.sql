-- One rotation of a region's wrapping key at a time; held until the session ends. Waits a moment for the session of one
-- that was killed just now.
select pg_advisory_lock(68031, 0)
from set_config('lock_timeout', '3s', false)
