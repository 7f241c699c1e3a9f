-- Names an empty shard, or leaves the name that it has.
insert into sharding.shard (name, epoch)
values ($1, $2)
on conflict (only_row) do nothing
