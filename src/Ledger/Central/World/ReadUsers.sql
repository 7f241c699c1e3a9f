select split_part(u.shard, '/', 1), sum(u.users)::bigint
from central.shard_users u
group by 1
order by 1
