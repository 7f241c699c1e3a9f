-- Salts and wrapped keys are in the file from now on, which goes when its period ends, and nowhere else.
update ledger.audit_package
set state = 'stored', manifest = null, keys = null
where institution = $1 and package_number = $2 and state = 'cut'
