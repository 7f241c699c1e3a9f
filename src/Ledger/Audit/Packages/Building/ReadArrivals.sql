-- A document counts as arrived when no transaction is left that could still commit an earlier one: the order of
-- positions is not that of commits.
select d.epoch, d.xid, d.position, d.user_number, d.transfer_id, d.object_key, d.ciphertext_hash, d.ciphertext_size,
    d.key_id, d.retain_until, d.drawn_at
from ledger.document d
where (d.epoch, d.xid, d.position) > ($1, $2, $3)
  and (d.epoch, d.xid) < ((select s.epoch from sharding.shard s), (select pg_snapshot_xmin(pg_current_snapshot())))
order by d.epoch, d.xid, d.position
limit $4
