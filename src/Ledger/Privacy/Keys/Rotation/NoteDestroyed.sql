-- A key service keeps a generation that was given up for some days, in which it could be brought back: the certificates
-- count on the later time.
update keys.generation
set destroyed_at = greatest(clock_timestamp(), $2)
where generation = $1 and destroyed_at is null
