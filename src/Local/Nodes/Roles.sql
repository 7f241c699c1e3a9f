-- Makes the roles of a node, or gives those it has these passwords and limits.
-- p1, p2, p3: the passwords of the owner, the server and the replication role; p4: that of the role of background work,
-- or nothing where there is no such role.
do $$
declare
    wanted record;
begin
    for wanted in
        select *
        from (values
            ('domicile_owner', 'login', current_setting('domicile.p1')),
            ('domicile_server', 'login', current_setting('domicile.p2')),
            ('domicile_replication', 'login replication', current_setting('domicile.p3')),
            ('domicile_worker', 'login', current_setting('domicile.p4'))
        ) as roles (name, rights, password)
        where roles.password <> ''
    loop
        if not exists (select from pg_roles where rolname = wanted.name) then
            execute format('create role %I', wanted.name);
        end if;
        execute format('alter role %I with %s password %L', wanted.name, wanted.rights, wanted.password);
    end loop;
end
$$;

-- A writer that hangs would hold the fence's locks, and with them a range that is to be moved.
alter role domicile_server set statement_timeout = '2s';
alter role domicile_server set idle_in_transaction_session_timeout = '2s';
-- Below the statement's own limit, so that waiting for a lock is told apart from slow work.
alter role domicile_server set lock_timeout = '1s';

-- What passes may do is what the server may do, and what the grants for workers name.
do $$
begin
    if current_setting('domicile.p4') <> '' then
        grant domicile_server to domicile_worker;
        alter role domicile_worker set statement_timeout = '2s';
        alter role domicile_worker set idle_in_transaction_session_timeout = '2s';
        alter role domicile_worker set lock_timeout = '1s';
    end if;
end
$$;

-- Who streams from a node, and who holds it up, is shown to readers of all statistics only.
grant pg_read_all_stats to domicile_owner;

-- Nobody but the administrator has business in the databases that initdb made.
revoke all on database postgres, template1 from public;
