select map_version from sharding.region
