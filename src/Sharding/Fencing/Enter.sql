select sharding.enter($1, $2)
