-- Gives a user of a role this password; makes it first when there is none, with the rights and the limits of the role:
-- rights are inherited, limits are not. p1: the role; p2: the user; p3: its password.
do $$
declare
    role_name text := current_setting('domicile.p1');
    user_name text := current_setting('domicile.p2');
    line text;
begin
    if user_name <> role_name then
        if not exists (select from pg_roles where rolname = user_name) then
            execute format('create role %I', user_name);
        end if;
        if not pg_has_role(user_name, role_name, 'member') then
            execute format('grant %I to %I', role_name, user_name);
        end if;
        for line in select unnest(rolconfig) from pg_roles where rolname = role_name loop
            execute format(
                'alter role %I set %I = %L', user_name, split_part(line, '=', 1), substr(line, strpos(line, '=') + 1));
        end loop;

        -- What migrations make belongs to the role, whichever of its users runs them.
        if role_name = 'domicile_owner' then
            execute format('alter role %I set role = %L', user_name, role_name);
        end if;
    end if;

    -- Since PostgreSQL 16 who is no superuser changes of himself the password and nothing else.
    execute format(
        'alter role %I with %s password %L',
        user_name,
        case when user_name <> current_user then 'login' end,
        current_setting('domicile.p3'));
end
$$;
