-- Each column that a flag names. A user without the row was erased: there is nothing to correct any more.
update personal.detail
set name = case when $5 then $2 else name end,
    email = case when $6 then $3 else email end,
    birth_date = case when $7 then $4 else birth_date end,
    sealed_at = clock_timestamp()
where user_number = $1
