-- Transfers that left a book here for another shard, and those that came from another shard.
select
    (select count(*) from ledger.posting where debit = 'wallet' and credit = 'in-transit'),
    (select count(*) from ledger.inbox where refusal is null)
