-- The book's lock comes before anything else in it: it orders what happens there, and whoever writes an account first
-- and asks for the book later would wait in a circle with a posting.
select user_number
from ledger.book
where user_number = $1
for no key update
