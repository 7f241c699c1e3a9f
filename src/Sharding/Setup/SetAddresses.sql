-- Says where each shard's primary is. Processes that run read the map again when that has changed.
with changed as (
    update sharding.shard s
    set primary_address = n.place
    from unnest($1::text[], $2::text[]) n (shard, place)
    where s.name = n.shard and s.primary_address is distinct from n.place
    returning s.name
)
update sharding.region set map_version = map_version + 1
where exists (select from changed)
