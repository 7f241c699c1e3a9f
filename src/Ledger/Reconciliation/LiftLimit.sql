-- Reading all transfers of a shard takes longer than a writer may; until the end of the transaction.
set local statement_timeout = 0
