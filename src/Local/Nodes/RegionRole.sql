-- Makes a region's role on the central node, or gives the one it has this password and these limits.
-- p1: the role; p2: its password. What it may do is granted by the central schema's migrations.
do $$
declare
    name text := current_setting('domicile.p1');
begin
    if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I', name);
    end if;
    execute format('alter role %I with login password %L', name, current_setting('domicile.p2'));
    execute format('alter role %I set statement_timeout = %L', name, '2s');
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', name, '2s');
    execute format('alter role %I set lock_timeout = %L', name, '1s');
end
$$;
