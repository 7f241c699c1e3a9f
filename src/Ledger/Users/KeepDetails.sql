insert into personal.detail (user_number, name, email, birth_date, sealed_at)
values ($1, $2, $3, $4, clock_timestamp())
on conflict (user_number) do nothing
