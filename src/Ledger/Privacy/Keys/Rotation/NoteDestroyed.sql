update keys.generation
set destroyed_at = clock_timestamp()
where generation = $1 and destroyed_at is null
