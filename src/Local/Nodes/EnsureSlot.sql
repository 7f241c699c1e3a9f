-- Makes the replication slot $1 unless it is there, and says whether it had to. A slot that was given up, because its
-- replica was away for more than max_slot_wal_keep_size, is made again: that replica has to be made anew.
-- The first branch is forced to run before the second by reading its result.
with given_up as materialized (
    select pg_drop_replication_slot(slot_name)
    from pg_replication_slots
    where slot_name = $1 and wal_status = 'lost'
),
made as materialized (
    select pg_create_physical_replication_slot($1, immediately_reserve := true)
    where (select count(*) from given_up) > 0
        or not exists (select from pg_replication_slots where slot_name = $1)
)
select count(*) > 0 from made
