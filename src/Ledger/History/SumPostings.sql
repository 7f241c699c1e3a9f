-- No row: this shard does not own the range. A first column of null: there is no such book here.
-- What came into and went out of the user's wallets, since $3 and in all, with what was folded. Sums are numeric: they
-- may pass 64 bits.
select b.last_posting_number, s.*
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join lateral (
    select m.asset, sum(m.today_in_count)::bigint, sum(m.today_in), sum(m.today_out_count)::bigint, sum(m.today_out),
        sum(m.in_count)::bigint, sum(m.in_sum), sum(m.out_count)::bigint, sum(m.out_sum)
    from (
        select asset,
            count(*) filter (where credit = 'wallet' and booked_at >= $3) as today_in_count,
            coalesce(sum(amount) filter (where credit = 'wallet' and booked_at >= $3), 0) as today_in,
            count(*) filter (where debit = 'wallet' and booked_at >= $3) as today_out_count,
            coalesce(sum(amount) filter (where debit = 'wallet' and booked_at >= $3), 0) as today_out,
            count(*) filter (where credit = 'wallet') as in_count,
            coalesce(sum(amount) filter (where credit = 'wallet'), 0) as in_sum,
            count(*) filter (where debit = 'wallet') as out_count,
            coalesce(sum(amount) filter (where debit = 'wallet'), 0) as out_sum
        from ledger.posting o
        where o.user_number = b.user_number
        group by asset
        union all
        select asset, 0, 0, 0, 0, in_count, in_sum, out_count, out_sum
        from ledger.opening_balance o
        where o.user_number = b.user_number) m
    group by m.asset) s (asset) on true
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by s.asset
