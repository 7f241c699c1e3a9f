select count(*) || ' notes of ' || count(distinct user_number) || ' users' from notes
