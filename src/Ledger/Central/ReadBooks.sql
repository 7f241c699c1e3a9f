-- What the books come to up to the last batch: all postings that this snapshot sees, less the rows of the outbox that
-- it sees and that no batch has yet. The same cases as in ledger.cut_figures, told by the accounts of the postings.
-- What was folded is in the openings.
with cut as materialized (
    select k.epoch, k.xid, k.position
    from ledger.outbox_cursor k
    where k.consumer = 'figures'
    order by k.step desc
    limit 1),
region as materialized (select split_part(s.name, '/', 1) as name from sharding.shard s),
moves as (
    select
        split_part(t.counterparty, '-', 1) as peer, p.asset, (p.booked_at at time zone 'UTC')::date as day, p.amount,
        p.debit = 'external'
            or (p.debit = 'received' and split_part(t.counterparty, '-', 1) <> (select r.name from region r)) as is_in,
        (p.debit = 'wallet' and p.credit in ('external', 'sent'))
            or (p.debit = 'in-transit' and p.credit = 'sent') as is_out,
        case
            when p.debit = 'wallet' and p.credit = 'in-transit' then 1
            when p.debit = 'in-transit' then -1
            else 0
        end as flight,
        1 as sign
    from ledger.posting p
    join ledger.transfer t on t.user_number = p.user_number and t.transfer_id = p.transfer_id
    union all
    select
        split_part(o.counterparty, '-', 1), o.asset, (o.occurred_at at time zone 'UTC')::date, o.amount,
        (o.type = 'transfer-completed' and o.side = 'payee')
            or (
                o.type = 'transfer-received'
                and split_part(o.counterparty, '-', 1) <> (select r.name from region r)),
        (o.type = 'transfer-completed' and o.side = 'payer') or o.type = 'transfer-settled',
        case o.type
            when 'transfer-sent' then 1
            when 'transfer-settled' then -1
            when 'transfer-refunded' then -1
            else 0
        end,
        -1
    from ledger.outbox o
    cross join cut c
    where (o.epoch, o.xid, o.position) > (c.epoch, c.xid, c.position)
      and o.asset is not null and o.type <> 'transfer-refused')
select *
from (
    select
        s.peer, s.asset, s.day,
        sum(s.in_count)::bigint as in_count, sum(s.in_sum) as in_sum,
        sum(s.out_count)::bigint as out_count, sum(s.out_sum) as out_sum,
        sum(s.flight_count)::bigint as flight_count, sum(s.flight_sum) as flight_sum
    from (
        select
            m.peer, m.asset, m.day,
            coalesce(sum(m.sign) filter (where m.is_in), 0) as in_count,
            coalesce(sum(m.sign * m.amount::numeric) filter (where m.is_in), 0) as in_sum,
            coalesce(sum(m.sign) filter (where m.is_out), 0) as out_count,
            coalesce(sum(m.sign * m.amount::numeric) filter (where m.is_out), 0) as out_sum,
            coalesce(sum(m.sign * m.flight), 0) as flight_count,
            coalesce(sum(m.sign * m.flight * m.amount::numeric), 0) as flight_sum
        from moves m
        group by m.peer, m.asset, m.day
        union all
        select o.* from ledger.opening_figure o) s
    group by s.peer, s.asset, s.day) f
where f.in_count <> 0 or f.out_count <> 0 or f.flight_count <> 0 or f.in_sum <> 0 or f.out_sum <> 0
order by f.peer, f.asset, f.day
