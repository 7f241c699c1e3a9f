-- No row: this shard does not own the range. A first column of null: there is no such book here. Asked in one snapshot,
-- so that a range which moves away is never read half.
select b.user_number, p.place::text, p.content::text
from sharding.key_range r
left join ledger.book b on b.user_number = $1
left join lateral ledger.export_page($3, $4, $1, $5, $6) with ordinality p (place, content, ordinal) on true
where r.id = $2 and r.state = 'open' and r.first_number <= $1 and r.end_number > $1
order by p.ordinal
