-- Everybody with business here reads all figures; the functions that change them say who may call them.
grant usage on schema central to :"server_role";
grant select on all tables in schema central to :"server_role";
grant execute on all functions in schema central to :"server_role";
