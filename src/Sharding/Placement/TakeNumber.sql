select user_number, epoch, next_ordinal
from sharding.take_number($1)
