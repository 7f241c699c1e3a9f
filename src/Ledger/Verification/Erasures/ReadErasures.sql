-- A shard has some seconds to apply what was registered.
select erasure_number, user_number
from ledger.erasure
where registered_at < now() - interval '10 seconds'
order by erasure_number
