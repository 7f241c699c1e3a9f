-- Fills the register's one row, or finds it there; no row comes back when the register is another region's. The row
-- stays locked to the end of the transaction: setups follow one another, and no shard is given a range in between.
insert into sharding.region (name, range_width)
values ($1, $2)
on conflict (only_row) do update set range_width = excluded.range_width
where sharding.region.name = excluded.name
returning map_version
