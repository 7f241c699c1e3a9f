insert into sharding.migration (set_name, number, script, checksum, runner)
values ($1, $2, $3, $4, $5)
