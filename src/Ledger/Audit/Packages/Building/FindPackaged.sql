select d.user_number, d.transfer_id
from unnest($2::bigint[], $3::uuid[]) u (user_number, transfer_id)
join ledger.audit_document d
    on d.institution = $1 and d.user_number = u.user_number and d.transfer_id = u.transfer_id
