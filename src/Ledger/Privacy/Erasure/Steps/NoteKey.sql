-- The first destruction counts: a key that a restored key database brought back was unusable since then.
update ledger.erasure
set unusable_since = coalesce(unusable_since, $2), key_fingerprint = coalesce(key_fingerprint, decode($3, 'hex')),
    key_generation = coalesce(key_generation, $4)
where erasure_number = $1 and unusable_since is null
