-- A server reads the map and places users; ranges, epochs and leases change through the functions only.
grant usage on schema sharding to :"server_role";
grant select on
    sharding.region, sharding.shard, sharding.key_range, sharding.number_lease, sharding.user_creation,
    sharding.standby
to :"server_role";
grant execute on function
    sharding.place_user(bytea, bytea, uuid),
    sharding.lease_block(text, integer, integer),
    sharding.record_number(bytea, bigint),
    sharding.change_standby(text, integer, text, text, text, interval)
to :"server_role";
