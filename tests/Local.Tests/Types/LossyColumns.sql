-- Columns of a type that loses something: digits (floating numbers, and money, whose decimals are the machine's), or
-- the place of a time on earth.
select format('%s.%s %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod))
from pg_attribute a
join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm')
join pg_namespace n on n.oid = c.relnamespace
where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and n.nspname not like 'pg\_temp\_%'
    and a.attnum > 0
    and not a.attisdropped
    and format_type(a.atttypid, null) in (
        'real', 'double precision', 'money', 'timestamp without time zone', 'time with time zone')
order by 1
