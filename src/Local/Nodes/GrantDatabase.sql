-- Lets one role into a database that is closed to everybody else but its owner. p1: the database; p2: the role.
do $$
begin
    execute format('revoke all on database %I from public', current_setting('domicile.p1'));
    execute format(
        'grant connect on database %I to %I', current_setting('domicile.p1'), current_setting('domicile.p2'));
end
$$;
