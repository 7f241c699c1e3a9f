-- The size of all databases, the position in the log of changes (that replayed, on a replica), and for a replica
-- whether it receives and when the last transaction that it replayed was committed.
select
    (select sum(pg_database_size(oid))::bigint from pg_database) as size_bytes,
    case
        when pg_is_in_recovery() then pg_last_wal_replay_lsn()
        else pg_current_wal_lsn()
    end - '0/0'::pg_lsn as position_bytes,
    exists (select from pg_stat_wal_receiver where status = 'streaming') as is_streaming,
    extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 as replayed_seconds_ago
