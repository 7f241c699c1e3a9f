-- How many keys one generation still wraps, and how many were lost with generations before.
select
    (select count(*) from keys.user_key k where k.generation = $1)
        + (select count(*) from keys.document_key k where k.generation = $1),
    (select count(*) from keys.user_key k join keys.generation g using (generation) where g.destroyed_at is not null)
