-- Everything that anybody could see on the primary as long ago as this was committed before this beat.
select b.epoch, b.beat, b.age
from sharding.raise_beat($1) b
