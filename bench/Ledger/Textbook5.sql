insert into textbook.entry (transfer_id, user_number, amount)
select $1, u, a from (values ($2, -$4), ($3, $4)) v (u, a)
