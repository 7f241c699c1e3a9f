-- Whether this node is a replica, and whether it receives what its primary writes.
select pg_is_in_recovery(), exists (select from pg_stat_wal_receiver where status = 'streaming')
