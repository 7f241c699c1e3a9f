-- The moment of decision: from here on the shard is its next generation, at another place. None of its standbys is
-- known to follow the new primary yet. The map's version makes every router look. $3: the standbys of which one must
-- still be promotable; null when no state matters.
with promoted as (
    update sharding.shard s
    set epoch = s.epoch + 1, primary_address = $4
    where s.name = $1
      and s.epoch = $2
      and ($3 is null or exists (
          select from sharding.standby b where b.shard = $1 and b.name = any ($3) and b.state = 'promotable'))
    returning s.epoch
), following as (
    update sharding.standby b
    set state = 'away', since = clock_timestamp()
    where b.shard = $1 and exists (select from promoted)
), published as (
    update sharding.region set map_version = map_version + 1
    where exists (select from promoted)
)
select p.epoch from promoted p
