-- How far each standby that streams from this primary has flushed. The view behind it shows positions to readers of all
-- statistics only; the function's owner is one, and shows no more than this of them.
create function sharding.standbys() returns table (name text, flushed pg_lsn)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select r.application_name, r.flush_lsn
    from pg_stat_replication r
    where r.state = 'streaming'
$$;

revoke execute on function sharding.standbys() from public;
