-- The rows of the types $5 among the $4 rows after a place; and the last of those rows whatever its type is, without
-- anything but its place then. The fourth column counts the rows looked at, so far.
select
    o.epoch, o.xid, o.position, o.scanned,
    case when o.is_wanted then o.type end,
    o.user_number, o.posting_number, o.transfer_id, o.side::text, o.counterparty, o.asset, o.amount, o.refusal,
    o.occurred_at
from (
    select r.*, r.type = any ($5) as is_wanted, r.place as scanned, count(*) over () as place_last
    from ledger.outbox_after($1, $2, $3, $4) with ordinality r (
        epoch, xid, position, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount,
        refusal, occurred_at, place)) o
where o.is_wanted or o.scanned = o.place_last
order by o.scanned
