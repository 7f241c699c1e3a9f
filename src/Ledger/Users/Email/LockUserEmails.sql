-- One change of a user's address at a time, over the write in the shard too; held by the session.
select pg_advisory_lock(hashtextextended('e-mail of ' || $1::text, 0))
