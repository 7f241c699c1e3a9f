select b.epoch, b.ordinal, b.first_number, b.end_number
from sharding.number_block b
order by b.epoch, b.ordinal
