select split_part(f.shard, '/', 1), f.peer, f.asset, sum(f.flight_count), sum(f.flight_sum)
from central.day_figure f
group by 1, 2, 3
having sum(f.flight_count) <> 0 or sum(f.flight_sum) <> 0
order by 1, 2, 3
