-- Where the log of changes was flushed up to ($1, or now) and how far each standby has flushed it.
select p.position, s.name, s.flushed >= p.position
from (select coalesce($1, pg_current_wal_flush_lsn()) as position) p
left join sharding.standbys() s on true
