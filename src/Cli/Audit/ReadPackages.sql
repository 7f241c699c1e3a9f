-- The newest first, because there may be many. $1: of this institution only; $2: in this state only; $3: how many.
select institution, package_number, state, document_count, cut_at, try_count,
    case when state = 'stored' then next_try_at end, delivered_at, failure
from ledger.audit_package
where ($1::text is null or institution = $1) and ($2::text is null or state = $2)
order by cut_at desc, institution, package_number desc
limit $3
