-- Makes the roles of a node unless it has them, and lets them and nobody else into its database. A role itself never
-- enters: its two users do, in turn. As NodeBootstrap does for a local world, but by an administrator who is no
-- superuser, as in Aurora.
do $$
declare
    wanted text;
    since_16 boolean := current_setting('server_version_num')::int >= 160000;
begin
    -- The rotations of one node's secrets begin at the same time.
    perform pg_advisory_xact_lock(hashtext('domicile-rotation'));
    foreach wanted in array array['domicile_owner', 'domicile_server', 'domicile_worker'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I', wanted);
        end if;
    end loop;

    -- Who gives a thing away must be able to act as who gets it. Since PostgreSQL 16 whoever makes a role is a member
    -- who may hand it on but not act as it, so being a member says nothing. Granting it again changes nothing.
    execute format(
        'grant domicile_owner to %I%s',
        current_user,
        case when since_16 then ' with inherit true, set true' end);
    execute format('alter database %I owner to domicile_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to domicile_server, domicile_worker', current_database());

    -- Who streams from a node, and who holds it up, is shown to readers of all statistics only. Since 16 nobody grants
    -- a role that was not given to him to hand on, and Aurora's administrators have pg_monitor so, which has this one.
    if since_16 and not pg_has_role(current_user, 'pg_read_all_stats', 'member with admin option') then
        grant pg_monitor to domicile_owner;
    else
        grant pg_read_all_stats to domicile_owner;
    end if;
end
$$;

-- A writer that hangs would hold the fence's locks, and with them a range that is to be moved. Waiting for a lock is
-- told apart from slow work.
alter role domicile_server set statement_timeout = '2s';
alter role domicile_server set idle_in_transaction_session_timeout = '2s';
alter role domicile_server set lock_timeout = '1s';
alter role domicile_worker set statement_timeout = '2s';
alter role domicile_worker set idle_in_transaction_session_timeout = '2s';
alter role domicile_worker set lock_timeout = '1s';

-- What passes may do is what the server may do, and what the grants for workers name.
grant domicile_server to domicile_worker;
