-- The newest epoch of each shard, and older ones of which something is missing. Negative infinity: nothing came yet.
select s.shard, s.epoch, s.batch, s.xid, s.position, nullif(s.as_of, '-infinity'),
    s.told_total - s.total + s.told_waiting,
    clock_timestamp() - nullif(s.as_of, '-infinity')
from central.stream s
where s.told_total > s.total
    or s.epoch = (select max(k.epoch) from central.stream k where k.shard = s.shard)
order by s.shard, s.epoch
