update textbook.account set balance = balance + $2 where user_number = $1
