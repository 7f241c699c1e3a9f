-- Who holds the lock of LockRunner.sql in this database.
select a.pid, a.usename, a.application_name, coalesce(host(a.client_addr), 'a local socket'), a.backend_start
from pg_locks l
join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory'
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid = 68002
  and l.objid = 0
  and l.objsubid = 2
  and l.granted
limit 1
