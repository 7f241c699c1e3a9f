-- Never back within an epoch: another process may have come further.
insert into ledger.audit_cursor as c (institution, shard, epoch, xid, position)
values ($1, $2, $3, $4, $5)
on conflict (institution, shard) do update
set epoch = excluded.epoch, xid = excluded.xid, position = excluded.position
where (c.epoch, c.xid, c.position) < (excluded.epoch, excluded.xid, excluded.position)
