-- A transfer between shards is two postings in its payer's book: wallet -> in-transit, and at its end in-transit ->
-- sent, or back to the wallet. Every other transfer is one posting a book.
with moves as (
    select user_number, transfer_id, count(*) as total, min(posting_number) as first,
        count(*) filter (where debit = 'wallet' and credit = 'in-transit') as left_count,
        count(*) filter (where debit = 'in-transit' and credit = 'sent') as sent_count,
        count(*) filter (where debit = 'in-transit' and credit = 'wallet') as back_count,
        min(amount) as lowest, max(amount) as highest
    from ledger.posting
    group by user_number, transfer_id
),
checked as (
    select t.user_number, t.transfer_id,
        case
            when m.transfer_id is null or m.first <> t.posting_number then null
            when m.lowest <> m.highest then 'has postings of different amounts'
            when t.state = 'in-transit' and (m.total, m.left_count) <> (1, 1)
                then format('is in transit with %s postings', m.total)
            when t.state = 'refunded' and (m.total, m.left_count, m.back_count) <> (2, 1, 1)
                then format('is refunded with %s postings, %s of them back to the wallet', m.total, m.back_count)
            when t.state = 'completed' and m.left_count = 0 and m.total <> 1
                then format('is completed with %s postings', m.total)
            when t.state = 'completed' and m.left_count > 0 and (m.total, m.left_count, m.sent_count) <> (2, 1, 1)
                then format('is completed with %s postings, %s of them to sent', m.total, m.sent_count)
        end as mistake
    from ledger.transfer t
    left join moves m on m.user_number = t.user_number and m.transfer_id = t.transfer_id
)
select count(*), count(mistake),
    (array_agg(array[format('user %s, transfer %s', user_number, transfer_id), mistake]
        order by user_number, transfer_id) filter (where mistake is not null))[1:$1]
from checked
