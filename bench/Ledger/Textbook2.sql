-- Both accounts, ascending, so that opposite transfers do not deadlock.
select user_number, balance from textbook.account where user_number in ($1, $2) order by user_number for update
