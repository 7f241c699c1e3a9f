-- Every row of the inbox, and every transfer that was received: one that came from another shard is in both.
with checked as (
    select coalesce(n.user_number, t.user_number) as user_number, coalesce(n.transfer_id, t.transfer_id) as transfer_id,
        case
            when n.transfer_id is null then null
            when n.refusal is not null and t.transfer_id is not null
                then format('was refused, %s, and counted', n.refusal)
            when n.refusal is not null then null
            when t.transfer_id is null then 'was received, and the book has no such transfer'
            when t.posting_number <> n.posting_number then 'was received by another posting'
            when t.counterparty <> n.payer then format('was received from %s, and the book says otherwise', n.payer)
            when p.debit is distinct from 'received' or p.credit is distinct from 'wallet'
                then 'was received by a posting that is not from received to wallet'
        end as mistake
    from (select * from ledger.transfer where side = 'payee') t
    full join ledger.inbox n on n.user_number = t.user_number and n.transfer_id = t.transfer_id
    left join ledger.posting p on p.user_number = n.user_number and p.posting_number = n.posting_number
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, transfer %s', user_number, transfer_id), mistake]
        order by user_number, transfer_id) filter (where mistake is not null))[1:$1]
from checked
