-- Whoever receives from queue $1 hears of what is sent: the name of the channel cannot be a parameter of "listen", so
-- the caller runs what this returns.
select format('listen %I', 'queue_' || $1::text)
