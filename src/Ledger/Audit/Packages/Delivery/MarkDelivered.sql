-- Whoever comes second with a receipt for the same package changes nothing.
update ledger.audit_package
set state = 'delivered', delivered_at = $3, receipt = $4, failure = null
where institution = $1 and package_number = $2 and state in ('stored', 'dead')
