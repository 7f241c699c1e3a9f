-- All addresses of a user but the present one, of which $2 is the hash; null for none.
delete from ledger.email
where user_number = $1 and email_hash is distinct from $2
