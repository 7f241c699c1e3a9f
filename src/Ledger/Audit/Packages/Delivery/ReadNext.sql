select package_number, head, object_key, try_count, next_try_at, failure
from ledger.audit_package
where institution = $1 and state = 'stored'
order by package_number
limit 1
