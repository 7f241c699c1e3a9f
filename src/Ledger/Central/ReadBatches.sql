-- The first $3 batches after batch $2 of epoch $1 that were cut $4 ago or longer, with their lines.
select
    (select s.name from sharding.shard s), b.epoch, b.batch, b.total, b.xid, b.position, b.as_of, b.waiting,
    b.users_opened,
    l.peer, l.asset, l.day, l.in_count, l.in_sum, l.out_count, l.out_sum, l.flight_count, l.flight_sum
from (
    select f.*
    from ledger.figures_batch f
    where (f.epoch, f.batch) > ($1, $2) and f.cut_at <= clock_timestamp() - $4::interval
    order by f.epoch, f.batch
    limit $3) b
left join ledger.figures_line l on l.epoch = b.epoch and l.batch = b.batch
order by b.epoch, b.batch
