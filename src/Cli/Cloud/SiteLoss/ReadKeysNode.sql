-- A key database does not say whose it is: only that it is one.
select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean, null::text, 0
from (select count(*) from keys.user_key where false) k
