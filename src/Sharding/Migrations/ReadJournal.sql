select set_name, number, script, checksum, applied_at
from sharding.migration
order by set_name, number
