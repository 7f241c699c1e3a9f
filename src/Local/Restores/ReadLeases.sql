select l.epoch, l.ordinal, l.first_number, l.end_number
from sharding.number_lease l
where l.shard = $1
