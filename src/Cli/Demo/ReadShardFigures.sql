-- What the books of one shard hold: users, transfers (one between two users stands in two books), and one asset.
select
    (select count(*) from ledger.book),
    (select count(distinct transfer_id) from ledger.transfer),
    (select coalesce(sum(wallet), 0) from ledger.account where asset = $1)
