-- Whether this generation of the shard has what an older one ($3) showed: the posting was booked before the next one
-- began. Later ones have its number perhaps, and are others.
select $2 = 0 or exists (
    select
    from ledger.posting p
    where p.user_number = $1
        and p.posting_number = $2
        and p.booked_at < (select min(e.began_at) from sharding.epoch e where e.epoch > $3))
