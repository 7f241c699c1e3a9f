-- Once, and within the first month, when the person has to be told of it. The row's lock orders it with an end.
update ledger.privacy_request
set extended_until = $2, extension_reason = $3
where request_id = $1 and state = 'open' and extended_until is null and due_at >= $4
