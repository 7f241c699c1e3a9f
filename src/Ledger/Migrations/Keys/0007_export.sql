-- Reads a page of what a table holds of one user, by its primary key from a place on, for the user's export: columns
-- that the catalogue names, as JSON. The tables are of the caller's program, never of a request, and it reads as
-- whoever calls it.
create function access.export_page(
    p_table text, p_columns text[], p_user_number bigint, p_place jsonb, p_rows_max integer)
returns table (place jsonb, content jsonb)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    -- The columns of the primary key in its order, and the place's values in their types.
    keys text[];
    places text[];
begin
    select array_agg(format('t.%I', a.attname) order by k.ordinal),
        array_agg(format('($2 ->> %L)::%s', a.attname, format_type(a.atttypid, a.atttypmod)) order by k.ordinal)
    into strict keys, places
    from pg_index i
    cross join unnest(i.indkey::smallint[]) with ordinality k (attnum, ordinal)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = p_table::regclass and i.indisprimary;

    return query execute format(
        'select jsonb_build_object(%s), jsonb_build_object(%s) from %s t where t.user_number = $1 %s '
            || 'order by %s limit $3',
        (select string_agg(format('%L, %s', substr(k, 3), k), ', ') from unnest(keys) k),
        (select string_agg(format('%L, t.%I', c, c), ', ') from unnest(p_columns) c),
        p_table::regclass,
        case when p_place is not null
            then format('and (%s) > (%s)', array_to_string(keys, ', '), array_to_string(places, ', ')) end,
        array_to_string(keys, ', '))
    using p_user_number, p_place, p_rows_max;
end
$$;

revoke execute on function access.export_page(text, text[], bigint, jsonb, integer) from public;
