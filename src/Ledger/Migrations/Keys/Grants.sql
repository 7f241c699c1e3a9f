-- Keys are read; they are made and destroyed by functions only.
grant usage on schema keys to :"server_role";
revoke insert on keys.user_key from :"server_role";
grant select on all tables in schema keys to :"server_role";
grant execute on function
    keys.open_first_generation(integer, bytea),
    keys.keep_user_key(bigint, integer, bytea, bytea),
    keys.destroy_user_key(bigint, bigint),
    keys.keep_document_key(date, integer, bytea, bytea)
    to :"server_role";
-- The log of accesses only grows.
grant usage on schema access to :"server_role";
grant select, insert on access.entry to :"server_role";
-- What has had its time is destroyed by passes only: see WorkGrants.sql.
revoke execute on function keys.end_document_keys, access.forget_entries from public, :"server_role";
grant execute on function access.export_page(text, text[], bigint, jsonb, integer) to :"server_role";
