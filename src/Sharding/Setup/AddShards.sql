insert into sharding.shard (name)
select unnest($1::text[])
