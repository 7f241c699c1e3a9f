insert into ledger.outbox (epoch, type, version, user_number, posting_number, body)
select 1, 'transfer-completed', 1, b.user_number, b.last_posting_number,
    jsonb_build_object(
        'transferId', $3::uuid, 'payer', 'eu-' || $1, 'payee', 'eu-' || $2, 'asset', 'EUR',
        'minorUnits', $4::bigint::text, 'bookedAt', b.last_booked_at)
from ledger.book b
where b.user_number = $1
