-- A server about itself. The first lines of its postmaster.pid are the server's own: process, folder, start and port;
-- two servers on one data folder would read the same ones.
select
    (select system_identifier from pg_control_system()),
    pg_is_in_recovery(),
    array_to_string((string_to_array(pg_read_file('postmaster.pid'), E'\n'))[1:4], ' '),
    r.status,
    r.sender_port
from (select) one
left join pg_stat_wal_receiver r on true
