-- Numbers have no hole, each package follows the root of the one before, and the signed head says the same. The
-- institution's row, which the next one follows, stands at the last.
with checked as (
    select p.institution, p.package_number,
        case
            when p.package_number <> row_number() over one_by_one then 'has no package before it'
            when p.previous_root <> coalesce(lag(p.root) over one_by_one, decode(repeat('00', 32), 'hex'))
                then 'does not follow the root of the package before it'
            when h.head ->> 'institution' <> p.institution
                or (h.head ->> 'number')::bigint <> p.package_number
                or decode(h.head ->> 'root', 'hex') <> p.root
                or decode(h.head ->> 'previousRoot', 'hex') <> p.previous_root
                or (h.head ->> 'documentCount')::integer <> p.document_count
                then 'its signed head tells another package'
        end as mistake
    from ledger.audit_package p
    cross join lateral (select convert_from(p.head, 'utf8')::jsonb) h (head)
    window one_by_one as (partition by p.institution order by p.package_number)
    union all
    select i.institution, i.last_number,
        case
            when i.last_number <> coalesce(l.package_number, 0)
                or i.last_root <> coalesce(l.root, decode(repeat('00', 32), 'hex'))
                then 'is told to be the last, and is not'
        end
    from ledger.audit_institution i
    left join lateral (
        select p.package_number, p.root
        from ledger.audit_package p
        where p.institution = i.institution
        order by p.package_number desc
        limit 1) l on true
)
select count(*), count(mistake),
    (array_agg(array[format('%s, package %s', institution, package_number), mistake]
        order by institution, package_number) filter (where mistake is not null))[1:$1]
from checked
