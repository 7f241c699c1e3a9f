-- Notes which standbys the topology gives to each shard, and forgets the others.
with named as (
    select n.shard, n.name
    from unnest($1::text[], $2::text[]) n (shard, name)
), forgotten as (
    delete from sharding.standby b
    where not exists (select from named n where n.shard = b.shard and n.name = b.name)
)
insert into sharding.standby (shard, name)
select n.shard, n.name
from named n
on conflict do nothing
