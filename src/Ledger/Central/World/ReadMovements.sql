select f.region, f.asset, f.day,
    sum(f.in_count), sum(f.in_sum),
    coalesce(sum(f.out_count) filter (where f.peer <> f.region), 0),
    coalesce(sum(f.out_sum) filter (where f.peer <> f.region), 0),
    coalesce(sum(f.out_count) filter (where f.peer = f.region), 0),
    coalesce(sum(f.out_sum) filter (where f.peer = f.region), 0)
from (select split_part(d.shard, '/', 1) as region, d.* from central.day_figure d) f
group by f.region, f.asset, f.day
having sum(f.in_count) + sum(f.out_count) <> 0
order by f.region, f.asset, f.day
