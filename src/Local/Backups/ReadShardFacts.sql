select s.epoch, a.erasure_number
from sharding.shard s
cross join ledger.applied_erasure a
