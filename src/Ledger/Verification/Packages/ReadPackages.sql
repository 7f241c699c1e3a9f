-- Each package with its leaves in their order; the places of a whole one run from 0 without a hole. What has had its
-- time has none left.
select p.institution, p.package_number, p.document_count, p.root,
    coalesce(array_agg(d.leaf order by d.place) filter (where d.leaf is not null), '{}'::bytea[]),
    coalesce(max(d.place) + 1, 0)
from ledger.audit_package p
left join ledger.audit_document d on d.institution = p.institution and d.package_number = p.package_number
where not p.is_forgotten
group by p.institution, p.package_number
order by p.institution, p.package_number
