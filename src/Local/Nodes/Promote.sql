-- Makes a replica a primary, unless it is one, and returns when it takes writes.
select case when pg_is_in_recovery() then pg_promote(true, 60) else true end
