-- A document is drawn, or due, or its transfer's row of the outbox waits for whoever notes what is due. What is over
-- since the documents of its time were destroyed is not asked for.
with place as (
    select c.epoch, c.xid, c.position
    from ledger.outbox_cursor c
    where c.consumer = 'documents'
    order by c.step desc
    limit 1
),
waiting as (
    select distinct o.transfer_id
    from ledger.outbox o, place p
    where (o.epoch, o.xid, o.position) > (p.epoch, p.xid, p.position) and o.transfer_id is not null
),
checked as (
    select t.user_number, t.transfer_id,
        case
            when d.transfer_id is null and u.transfer_id is null and w.transfer_id is null
                and t.booked_at >= r.booked_before
                then 'has no document and none is due'
        end as mistake
    from ledger.transfer t
    cross join ledger.document_retention r
    left join ledger.document d on d.user_number = t.user_number and d.transfer_id = t.transfer_id
    left join ledger.document_due u on u.user_number = t.user_number and u.transfer_id = t.transfer_id
    left join waiting w on w.transfer_id = t.transfer_id
    where t.state <> 'in-transit'
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, transfer %s', user_number, transfer_id), mistake]
        order by user_number, transfer_id) filter (where mistake is not null))[1:$1]
from checked
