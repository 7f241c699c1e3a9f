-- A server reads what its shard owns and enters the fence; ranges and numbers change through the functions only.
grant usage on schema sharding to :"server_role";
grant select on
    sharding.shard, sharding.key_range, sharding.number_block, sharding.placed_user, sharding.epoch,
    sharding.beat
to :"server_role";
grant execute on function
    sharding.enter(bigint, integer),
    sharding.enter_many(bigint[], integer[]),
    sharding.take_number(uuid),
    sharding.install_block(integer, integer, integer, int8range, int8range),
    sharding.standbys(),
    sharding.raise_beat(interval)
to :"server_role";
