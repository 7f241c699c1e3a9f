-- In a transaction that is rolled back: the file of the table goes with it, the log of changes keeps the words.
create table public.canary_probe (words text, bytes bytea)
