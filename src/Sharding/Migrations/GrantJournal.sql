-- A server reads the journal to see whether it knows this database's schema.
grant usage on schema sharding to :"server_role";
grant select on sharding.migration to :"server_role";
