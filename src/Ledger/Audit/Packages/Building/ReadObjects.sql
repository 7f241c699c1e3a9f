select object_key
from ledger.audit_document
where institution = $1 and package_number = $2
order by place
