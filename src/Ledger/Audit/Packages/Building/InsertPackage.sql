with moved as (
    update ledger.audit_institution
    set last_number = $2, last_root = $6
    where institution = $1
)
insert into ledger.audit_package (
    institution, package_number, cut_at, document_count, previous_root, root, head, signature, manifest, keys,
    object_key, retain_until, last_retain_until, next_try_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $3)
