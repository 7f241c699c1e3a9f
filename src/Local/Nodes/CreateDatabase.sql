-- Writes the statement that makes database $1, or nothing when it exists: create database cannot run inside a function,
-- so the caller runs what this returns.
select format('create database %I owner domicile_owner template template0', $1::text)
where not exists (select from pg_database where datname = $1)
