-- No row when the node is no replica, or does not move: what it shows stays what it was, while time goes on.
select s.epoch, pg_last_wal_replay_lsn()
from sharding.shard s
where s.name = $1
    and case when pg_is_in_recovery() then not pg_is_wal_replay_paused() else false end
