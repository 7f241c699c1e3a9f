-- A receipt that came meanwhile stays.
update ledger.audit_package
set try_count = $3, next_try_at = $4, failure = $5, state = $6
where institution = $1 and package_number = $2 and state = 'stored'
