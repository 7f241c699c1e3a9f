-- A user's key is made once and read.
grant usage on schema keys to :"server_role";
grant select, insert on keys.user_key to :"server_role";
grant select on keys.applied_erasure to :"server_role";
