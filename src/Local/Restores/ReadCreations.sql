-- The next $3 users after number $2 whose ranges the register gives to shard $1.
select c.user_number, c.creation_id
from sharding.user_creation c
join sharding.key_range r
    on r.shard = $1 and r.state = 'open' and r.first_number <= c.user_number and r.end_number > c.user_number
where c.user_number > $2
order by c.user_number
limit $3
