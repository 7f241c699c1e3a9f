select package_number, object_key, retain_until, head, signature, manifest, keys
from ledger.audit_package
where institution = $1 and state = 'cut'
order by package_number
limit 1
