select sharding.record_number($1, $2)
