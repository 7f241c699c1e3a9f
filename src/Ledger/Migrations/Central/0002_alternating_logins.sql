-- Who writes figures is who has the rights of a role, not who bears its name: where passwords are rotated, a role has
-- two users that take turns.
create or replace function central.check_writer() returns void
language plpgsql stable as $$
begin
    if not exists (
        select
        from pg_catalog.pg_roles r
        where r.rolname in ('domicile_owner', 'domicile_admin', 'domicile_server')
            and pg_catalog.pg_has_role(session_user, r.oid, 'member'))
    then
        raise exception '% may only read figures', session_user using errcode = 'insufficient_privilege';
    end if;
end
$$;
