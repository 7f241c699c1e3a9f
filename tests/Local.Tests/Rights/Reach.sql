-- What the role, who runs this, reaches in this database beyond what everybody does, a line each.
select 'schema ' || n.nspname
from pg_namespace n
where n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pg_toast')
    and has_schema_privilege(n.oid, 'usage')
union all
select format('%s %s', what, c.oid::regclass)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname not in ('pg_catalog', 'information_schema')
cross join (values ('insert'), ('delete')) as rights (what)
where c.relkind in ('r', 'p') and not c.relispartition and has_table_privilege(c.oid, what)
union all
select 'call ' || p.oid::regproc
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace and n.nspname not in ('pg_catalog', 'information_schema')
where has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
order by 1
