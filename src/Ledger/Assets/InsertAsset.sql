-- An asset never changes, so whoever comes second only reads it afterwards.
insert into ledger.asset (code, scale, created_at)
values ($1, $2, $3)
on conflict (code) do nothing
