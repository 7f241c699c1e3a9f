-- A repeated creation finds the book there. No lock is needed: nothing else writes a book before it exists.
insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
values ($1, $2, clock_timestamp(), clock_timestamp())
on conflict (user_number) do nothing
returning user_number
