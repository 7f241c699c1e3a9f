update ledger.audit_package
set state = 'ended'
where institution = $1 and package_number = $2 and state not in ('cut', 'ended')
