insert into ledger.account (user_number, asset, kind, balance, minimum, opened_at)
select b.user_number, $2, 'wallet', 0, 0, clock_timestamp()
from ledger.book b
where b.user_number = $1
on conflict (user_number, asset, kind) do nothing
returning user_number
