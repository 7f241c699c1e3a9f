select package_number
from ledger.audit_package
where institution = $1 and state = 'delivered'
order by package_number desc
limit 1
