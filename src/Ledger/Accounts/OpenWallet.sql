insert into ledger.account (user_number, asset, opened_at)
select b.user_number, $2, clock_timestamp()
from ledger.book b
where b.user_number = $1
on conflict (user_number, asset) do nothing
returning user_number
