select range_id, range_numbers, block_numbers
from sharding.lease_block($1, $2, $3)
