update ledger.book
set last_posting_number = last_posting_number + 1, last_booked_at = clock_timestamp()
where user_number in ($1, $2)
