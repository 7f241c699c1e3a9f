-- The accounts of one asset in one book add up to nothing.
with checked as (
    select user_number, asset,
        wallet::numeric + held + in_transit + external + sent + received + exchange as total
    from ledger.account
)
select count(*), count(*) filter (where total <> 0),
    (array_agg(array[
        format('user %s, %s', user_number, asset),
        format('its accounts add up to %s minor units', total)]
        order by user_number, asset) filter (where total <> 0))[1:$1]
from checked
