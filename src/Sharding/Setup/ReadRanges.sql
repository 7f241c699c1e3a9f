-- All ranges that ever were, with what the topology said when each was first given.
select r.id, r.first_number, r.end_number, r.shard, r.state = 'open'
from sharding.key_range r
order by r.first_number, r.id
