insert into ledger.outbox (
    epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
select 1, 'transfer-completed', b.user_number, b.last_posting_number, $3, 'payer', 'eu-' || $2, 'EUR', $4,
    b.last_booked_at
from ledger.book b
where b.user_number = $1
