insert into keys.generation (generation, fingerprint) values ($1, $2)
