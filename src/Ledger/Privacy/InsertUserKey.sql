-- Whoever comes first makes the user's key; all others read that one afterwards.
insert into keys.user_key (user_number, generation, wrapped, created_at)
values ($1, $2, $3, clock_timestamp())
on conflict (user_number) do nothing
