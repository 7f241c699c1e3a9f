-- How far the stream of shard $1 came in epoch $2, and the users that the centre knows of there.
select
    coalesce((select s.batch from central.stream s where s.shard = $1 and s.epoch = $2), 0),
    coalesce((select u.users from central.shard_users u where u.shard = $1), 0)
