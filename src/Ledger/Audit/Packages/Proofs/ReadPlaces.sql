-- Where a document stands in its packages, one an institution, with the leaves of all documents there: hashes that tell
-- nothing of the others.
select d.institution, d.place, p.head, p.signature,
    (select array_agg(l.leaf order by l.place)
        from ledger.audit_document l
        where l.institution = d.institution and l.package_number = d.package_number)
from ledger.audit_document d
join ledger.audit_package p on p.institution = d.institution and p.package_number = d.package_number
where d.user_number = $1 and d.transfer_id = $2
order by d.institution
