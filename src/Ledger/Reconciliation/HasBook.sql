select exists (select from ledger.book where user_number = $1)
