-- No row: there is no such book. Without details, or closed, the user was erased.
select b.user_number, b.creation_id, b.opened_at, d.name, d.email, d.birth_date, b.erased_at,
    b.restricted_at, d.user_number is not null and b.erased_at is null
from ledger.book b
left join personal.detail d on d.user_number = b.user_number
where b.user_number = $1
