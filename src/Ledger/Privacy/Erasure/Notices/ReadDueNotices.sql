select n.request_id, n.recipient, n.tries, e.user_number, e.erasure_number, e.registered_at
from ledger.erasure_notice n
join ledger.erasure e on e.request_id = n.request_id
where n.receipt_at is null and n.next_try_at <= $1
order by n.next_try_at
limit $2
