-- What the centre has of shard $1, as ReadBooks.sql tells it.
select f.peer, f.asset, f.day, f.in_count::bigint, f.in_sum, f.out_count::bigint, f.out_sum, f.flight_count::bigint,
    f.flight_sum
from central.day_figure f
where f.shard = $1
  and (f.in_count <> 0 or f.out_count <> 0 or f.flight_count <> 0 or f.in_sum <> 0 or f.out_sum <> 0)
order by f.peer, f.asset, f.day
