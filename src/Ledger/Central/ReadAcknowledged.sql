select epoch, batch, is_base from central.stream where shard = $1 order by epoch
