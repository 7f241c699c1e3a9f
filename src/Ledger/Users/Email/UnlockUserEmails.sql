-- After the write in the shard, so that the next change of the user's address sees it.
select pg_advisory_unlock(hashtextextended('e-mail of ' || $1::text, 0))
