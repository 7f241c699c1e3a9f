select sharding.begin_epoch($1, $2, $3, $4)
