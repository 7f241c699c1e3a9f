-- Those that came to their end since they were told of are stuck no more.
select s.reason, count(*), (array_agg(t.transfer_id order by t.booked_at))[1], min(t.booked_at)
from ledger.stuck_transfer s
join ledger.transfer t on t.user_number = s.user_number and t.transfer_id = s.transfer_id
where t.state = 'in-transit'
group by s.reason
order by min(t.booked_at)
