-- See Migrations/Register/0007_audit_packages.sql. The oldest one that has had its time.
select ledger.forget_packaged(p.institution, p.package_number, $2)
from ledger.audit_package p
where p.institution = $1 and p.state = 'ended' and p.last_retain_until < $2 and not p.is_forgotten
order by p.package_number
limit 1
