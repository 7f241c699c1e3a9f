select coalesce(sum(s.total), 0)::bigint, coalesce(max(s.xid), '0'), coalesce(max(s.position), 0) from central.stream s
