-- Where a shard's stream of figures is cut: the newest batch of the present epoch, and the cursor. In one snapshot with
-- ReadBooks.sql.
select
    s.name, s.epoch, coalesce(b.batch, 0), coalesce(b.total, 0), c.xid, c.position,
    coalesce(b.as_of, '-infinity'),
    (select count(*) from ledger.book)
        - (
            select count(*)
            from ledger.outbox o
            where o.type = 'user-opened' and (o.epoch, o.xid, o.position) > (c.epoch, c.xid, c.position))
from sharding.shard s
cross join lateral (
    select k.epoch, k.xid, k.position
    from ledger.outbox_cursor k
    where k.consumer = 'figures'
    order by k.step desc
    limit 1) c
left join lateral (
    select f.batch, f.total, f.as_of
    from ledger.figures_batch f
    where f.epoch = s.epoch
    order by f.batch desc
    limit 1) b on true
