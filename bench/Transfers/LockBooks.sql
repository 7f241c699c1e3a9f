-- All books of the group, ascending: debits and credits of two groups would else wait for each other in a circle.
select user_number
from ledger.book
where user_number = any ($1)
order by user_number
for no key update
