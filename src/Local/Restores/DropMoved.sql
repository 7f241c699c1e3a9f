-- Removes the rows of users who are in no open range of this shard: their ranges have moved since the backup, and what
-- the other shard has is the truth. Every table with a user number counts, whatever schema it is of. Answers how many
-- users those were.
do $$
declare
    owner record;
    moved bigint[];
begin
    select coalesce(array_agg(u.user_number), '{}') into moved
    from (select b.user_number from ledger.book b union select p.user_number from sharding.placed_user p) u
    where not exists (
        select
        from sharding.key_range r
        where r.state = 'open' and r.first_number <= u.user_number and r.end_number > u.user_number);
    if cardinality(moved) > 0 then
        for owner in
            select c.oid::regclass as name
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_number' and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition
                and n.nspname not in ('pg_catalog', 'information_schema')
        loop
            execute format('delete from %s where user_number = any ($1)', owner.name) using moved;
        end loop;
    end if;
    perform set_config('domicile.moved_count', cardinality(moved)::text, false);
end
$$;

select current_setting('domicile.moved_count')::bigint
