with checked as (
    select p.user_number, p.posting_number, p.transfer_id,
        case
            when t.transfer_id is null then 'belongs to transfer %s, which is not in the book'
            when t.asset <> p.asset then 'is of another asset than its transfer %s'
            when t.posting_number > p.posting_number then 'comes before the first posting of its transfer %s'
        end as mistake
    from ledger.posting p
    left join ledger.transfer t on t.user_number = p.user_number and t.transfer_id = p.transfer_id
)
select count(*), count(mistake),
    (array_agg(array[
        format('user %s, posting %s', user_number, posting_number),
        format(mistake, transfer_id)]
        order by user_number, posting_number) filter (where mistake is not null))[1:$1]
from checked
