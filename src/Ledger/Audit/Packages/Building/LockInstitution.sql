-- Makes the institution's row with its first package, and locks it: packages are cut one after the other.
insert into ledger.audit_institution as i (institution, last_root)
values ($1, $2)
on conflict (institution) do update set last_number = i.last_number
returning last_number, last_root
