-- Leases the next block of numbers to the generation that is about to end, which never installs it: if the register
-- has forgotten a lease that no node remembers either, that block is this one, and nobody else gets its numbers.
select lower(b.block_numbers), upper(b.block_numbers)
from sharding.shard s
cross join lateral (
    select coalesce(max(l.ordinal), 0) + 1 as ordinal
    from sharding.number_lease l
    where l.shard = s.name and l.epoch = s.epoch
) n
cross join lateral sharding.lease_block(s.name, s.epoch, n.ordinal) b
where s.name = $1
