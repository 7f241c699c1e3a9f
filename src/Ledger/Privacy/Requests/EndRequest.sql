-- An erasure ends its request itself; by hand it can only be refused, and only while it waits for a second person.
with refused as (
    update ledger.erasure_order
    set refusal = 'not-consented', refused_at = $3
    where request_id = $1 and $2 = 'refused' and consented_at is null and refused_at is null)
update ledger.privacy_request
set state = $2, ended_at = $3
where request_id = $1 and state = 'open'
    and not exists (
        select
        from ledger.erasure_order o
        where o.request_id = $1 and o.refused_at is null and ($2 <> 'refused' or o.consented_at is not null))
