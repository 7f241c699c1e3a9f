-- Everything that the role, who runs this, may do and must not, a line each.
select 'is ' || attribute
from pg_roles r
cross join lateral (values
    ('superuser', r.rolsuper), ('creator of roles', r.rolcreaterole), ('creator of databases', r.rolcreatedb),
    ('replication', r.rolreplication), ('above row security', r.rolbypassrls)
) as attributes (attribute, has)
where r.rolname = current_user and has
union all
-- A worker is a server and more; nobody is anybody else.
select 'is a ' || r.rolname
from pg_roles r
where pg_has_role(current_user, r.oid, 'member')
    and r.rolname <> current_user
    and not (current_user = 'domicile_worker' and r.rolname = 'domicile_server')
union all
select 'owns ' || format('%s %s.%s', c.relkind, c.relnamespace::regnamespace, c.relname)
from pg_class c where pg_has_role(current_user, c.relowner, 'usage')
union all
select 'owns ' || p.oid::regprocedure from pg_proc p where pg_has_role(current_user, p.proowner, 'usage')
union all
select 'owns schema ' || n.nspname from pg_namespace n where pg_has_role(current_user, n.nspowner, 'usage')
union all
select 'owns database ' || d.datname from pg_database d where pg_has_role(current_user, d.datdba, 'usage')
union all
select 'may create in ' || n.nspname
from pg_namespace n
where n.nspname not like 'pg\_temp\_%' and has_schema_privilege(n.oid, 'create')
union all
select format('may %s in this database', what)
from (values ('create'), ('temporary')) as rights (what)
where has_database_privilege(current_database(), what)
union all
-- What a table's owner does, and what empties one at once.
select format('may %s %s', what, c.oid::regclass)
from pg_class c
cross join (values ('truncate'), ('references'), ('trigger')) as rights (what)
where c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(c.oid, what)
union all
select 'may read ' || c.oid::regclass
from pg_class c
where c.oid in ('pg_authid'::regclass, 'pg_largeobject'::regclass, 'pg_user_mapping'::regclass)
    and has_table_privilege(c.oid, 'select')
union all
-- Functions of the server's that reach files and other sessions.
select 'may call ' || p.oid::regprocedure
from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname in (
        'pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'lo_import', 'lo_export', 'pg_switch_wal', 'pg_promote',
        'pg_create_restore_point', 'pg_reload_conf', 'pg_rotate_logfile', 'pg_replication_origin_create')
    and has_function_privilege(p.oid, 'execute')
order by 1
