select sharding.change_standby($1, $2, $3, $4, $5, $6)
