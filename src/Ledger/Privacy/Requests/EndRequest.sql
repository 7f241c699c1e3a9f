update ledger.privacy_request
set state = $2, ended_at = $3
where request_id = $1 and state = 'open'
