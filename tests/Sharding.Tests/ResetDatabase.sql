-- Makes a used test database as empty as a new one that was migrated: all of sharding's tables but the journal, and
-- whatever a test made beside them.
do $$
begin
    execute (
        select format('truncate %s restart identity', string_agg(c.oid::regclass::text, ', '))
        from pg_class c
        where c.relnamespace = 'sharding'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    );
end
$$;

drop schema if exists proof cascade;
drop schema public cascade;
create schema public authorization pg_database_owner;
grant usage on schema public to public;
