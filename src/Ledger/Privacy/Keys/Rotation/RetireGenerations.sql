-- Waits for whoever is keeping a key that it wrapped, and keeps all later ones out.
update keys.generation
set retired_at = clock_timestamp()
where retired_at is null and generation < $1
