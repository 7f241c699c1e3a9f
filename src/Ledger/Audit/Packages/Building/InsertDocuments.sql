insert into ledger.audit_document (
    institution, package_number, place, user_number, transfer_id, leaf, object_key)
select $1, $2, d.place - 1, d.user_number, d.transfer_id, d.leaf, d.object_key
from unnest($3::bigint[], $4::uuid[], $5::bytea[], $6::text[])
    with ordinality d (user_number, transfer_id, leaf, object_key, place)
