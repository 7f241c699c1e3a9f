-- The shard's generation, before which moment its books may be folded, and the moment of this snapshot.
select s.epoch, c.cutoff, clock_timestamp()
from sharding.shard s
cross join ledger.opening_cutoff c
