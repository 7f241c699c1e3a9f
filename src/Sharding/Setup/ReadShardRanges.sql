select r.id, r.first_number, r.end_number, r.state = 'open'
from sharding.key_range r
order by r.id
