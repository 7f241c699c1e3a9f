select sharding.install_block($1, $2, $3, $4, $5)
