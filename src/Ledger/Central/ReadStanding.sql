select (select s.name from sharding.shard s), f.epoch, f.batch, f.total, f.as_of, f.waiting
from ledger.figures_standing() f
