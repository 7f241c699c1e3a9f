-- A new code takes the place of the one before.
insert into ledger.erasure_code (user_number, code_hash, expires_at, tries_left, made_by)
values ($1, $2, $3, $4, $5)
on conflict (user_number) do update set
    code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries_left = excluded.tries_left,
    made_by = excluded.made_by
