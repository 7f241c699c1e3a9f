with booked as (
    insert into ledger.posting (
        user_number, posting_number, transfer_id, asset, debit, credit, amount,
        debit_balance, credit_balance, booked_at)
    select b.user_number, b.last_posting_number, $3, 'EUR',
        case when b.user_number = $1 then 'wallet' else 'received' end::ledger.account_kind,
        case when b.user_number = $1 then 'sent' else 'wallet' end::ledger.account_kind,
        $4, case when b.user_number = $1 then a.wallet else a.received end,
        case when b.user_number = $1 then a.sent else a.wallet end, b.last_booked_at
    from ledger.book b
    join ledger.account a on a.user_number = b.user_number and a.asset = 'EUR'
    where b.user_number in ($1, $2)
    returning user_number, posting_number, booked_at)
insert into ledger.transfer (
    user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
select user_number, posting_number, $3,
    case when user_number = $1 then 'payer' else 'payee' end::ledger.transfer_side,
    'eu-' || case when user_number = $1 then $2 else $1 end, 'EUR', $4, 'completed', booked_at, booked_at
from booked
