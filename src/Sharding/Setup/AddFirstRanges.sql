-- Gives the ranges and notes them as the topology's; the exclusion constraint refuses an overlap that slipped through.
with given as (
    insert into sharding.first_range (first_number, end_number, shard)
    select * from unnest($1::bigint[], $2::bigint[], $3::text[])
    returning first_number, end_number, shard
), published as (
    update sharding.region set map_version = map_version + 1
)
insert into sharding.key_range (first_number, end_number, shard)
select g.first_number, g.end_number, g.shard
from given g
order by g.first_number
