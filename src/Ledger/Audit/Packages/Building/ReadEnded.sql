select package_number, object_key
from ledger.audit_package
where institution = $1 and retain_until < $2 and state not in ('cut', 'ended')
order by package_number
limit 1
