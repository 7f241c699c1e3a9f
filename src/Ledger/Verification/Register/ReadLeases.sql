select shard, epoch, ordinal, first_number, end_number
from sharding.number_lease
order by shard, epoch, ordinal
