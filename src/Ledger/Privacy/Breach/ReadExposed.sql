-- What the shard holds of its users, as it stood up to $2, user by user: rows of each table, and how many of them were
-- written from $1 on. A row that may have been written again since counts from the day that its book was opened.
select e.user_number, e.table_name, sum(e.held)::bigint, sum(e.written)::bigint
from (
    select user_number, 'sharding.placed_user' as table_name, 1 as held, (placed_at >= $1)::int as written
    from sharding.placed_user
    where placed_at < $2
    union all
    select user_number, 'ledger.book', 1, (opened_at >= $1)::int from ledger.book where opened_at < $2
    union all
    select d.user_number, 'personal.detail', 1, (d.sealed_at >= $1 and d.sealed_at < $2)::int
    from personal.detail d
    join ledger.book b on b.user_number = d.user_number
    where b.opened_at < $2
    union all
    select user_number, 'ledger.account', count(*), count(*) filter (where opened_at >= $1)
    from ledger.account
    where opened_at < $2
    group by user_number
    union all
    select user_number, 'ledger.wallet_minimum', count(*), count(*) filter (where set_at >= $1)
    from ledger.wallet_minimum
    where set_at < $2
    group by user_number
    union all
    select user_number, 'ledger.opening', 1, (folded_at >= $1)::int from ledger.opening where folded_at < $2
    union all
    select b.user_number, 'ledger.opening_balance', count(*), count(*) filter (where o.folded_at >= $1)
    from ledger.opening_balance b
    join ledger.opening o on o.user_number = b.user_number
    where o.folded_at < $2
    group by b.user_number
    union all
    select user_number, 'ledger.posting', count(*), count(*) filter (where booked_at >= $1)
    from ledger.posting
    where booked_at < $2
    group by user_number
    union all
    select user_number, 'ledger.transfer', count(*), count(*) filter (where booked_at >= $1)
    from ledger.transfer
    where booked_at < $2
    group by user_number
    union all
    select r.user_number, 'personal.reference', count(*), count(*) filter (where t.booked_at >= $1)
    from personal.reference r
    join ledger.transfer t on t.user_number = r.user_number and t.transfer_id = r.transfer_id
    where t.booked_at < $2
    group by r.user_number
    union all
    select user_number, 'ledger.idempotency', count(*), count(*) filter (where decided_at >= $1)
    from ledger.idempotency
    where decided_at < $2
    group by user_number
    union all
    select user_number, 'ledger.inbox', count(*), count(*) filter (where decided_at >= $1)
    from ledger.inbox
    where decided_at < $2
    group by user_number
    union all
    select user_number, 'ledger.stuck_transfer', count(*), count(*) filter (where noticed_at >= $1)
    from ledger.stuck_transfer
    where noticed_at < $2
    group by user_number
    union all
    select d.user_number, 'ledger.document_due', count(*), count(*) filter (where t.booked_at >= $1)
    from ledger.document_due d
    join ledger.transfer t on t.user_number = d.user_number and t.transfer_id = d.transfer_id
    where t.booked_at < $2
    group by d.user_number
    union all
    select user_number, 'ledger.document', count(*), count(*) filter (where drawn_at >= $1)
    from ledger.document
    where drawn_at < $2
    group by user_number
    union all
    select user_number, 'ledger.restriction', count(*), count(*) filter (where restricted_at >= $1)
    from ledger.restriction
    where restricted_at < $2
    group by user_number
    union all
    select user_number, 'ledger.outbox', count(*), count(*) filter (where occurred_at >= $1)
    from ledger.outbox
    where occurred_at < $2
    group by user_number) e
group by e.user_number, e.table_name
order by e.user_number, e.table_name
