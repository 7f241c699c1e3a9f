insert into access.entry (user_number, who, who_role, call, by_right)
select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
