-- Messages are sent and received through the functions only; each says who may.
grant usage on schema queue to :"server_role";
grant execute on all functions in schema queue to :"server_role";
