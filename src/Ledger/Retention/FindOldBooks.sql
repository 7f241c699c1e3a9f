-- Books of this shard after a user that have something of before the cutoff to fold, or may have.
select b.user_number, r.id
from ledger.book b
join sharding.key_range r on r.state = 'open' and r.first_number <= b.user_number and r.end_number > b.user_number
left join ledger.opening o on o.user_number = b.user_number
where b.user_number > $1 and b.opened_at < $2
    and (o.user_number is null or o.cutoff < $2 or not o.is_complete)
order by b.user_number
limit $3
