-- One order, a user's newest, or, without either, the oldest that are not at their end and wait for nobody.
select
    o.request_id, o.user_number, o.asked_by, o.asked_by_role, o.reason, o.asked_at, o.balance,
    o.consented_by, o.consented_by_role, o.consented_at, o.refusal, o.refused_at, o.settled_at,
    e.erasure_number, e.registered_at, e.unusable_since, encode(e.key_fingerprint, 'hex'), e.key_generation,
    e.certificate, e.certified_at, e.done_at,
    array(
        select s.step from ledger.erasure_step s where s.request_id = o.request_id order by s.done_at, s.step, s.place),
    array(
        select s.place from ledger.erasure_step s where s.request_id = o.request_id
        order by s.done_at, s.step, s.place),
    array(
        select s.done_at from ledger.erasure_step s where s.request_id = o.request_id
        order by s.done_at, s.step, s.place),
    array(select n.recipient from ledger.erasure_notice n where n.request_id = o.request_id order by n.recipient),
    array(select n.receipt_at from ledger.erasure_notice n where n.request_id = o.request_id order by n.recipient)
from ledger.erasure_order o
left join ledger.erasure e on e.request_id = o.request_id
where case
    when $1::uuid is not null then o.request_id = $1
    when $2::bigint is not null then o.user_number = $2
    else o.consented_at is not null and o.refused_at is null and e.done_at is null
end
order by case when $2::bigint is not null then o.asked_at end desc, o.asked_at
limit $3
