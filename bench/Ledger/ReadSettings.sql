-- What a COMMIT waits for on this server.
select name, setting
from pg_settings
where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version')
order by name
