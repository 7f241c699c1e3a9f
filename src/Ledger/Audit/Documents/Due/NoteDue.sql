-- Every ended transfer of one user that has no document is due, whatever the outbox's readers have come to.
insert into ledger.document_due (user_number, transfer_id, ended_posting_number)
select t.user_number, t.transfer_id, max(p.posting_number)
from ledger.transfer t
join ledger.posting p on p.user_number = t.user_number and p.transfer_id = t.transfer_id
where t.user_number = $1
    and t.state <> 'in-transit'
    and not exists (
        select
        from ledger.document k
        where k.user_number = t.user_number and k.transfer_id = t.transfer_id)
group by t.user_number, t.transfer_id
on conflict do nothing
