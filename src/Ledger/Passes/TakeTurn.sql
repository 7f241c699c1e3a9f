-- The turn to run a pass: an advisory lock of this session, class 68041, which goes with it, however it ends.
-- $1: the pass and what it works on; $2: true when this session has its turn already, and only shows that it lives.
select case when $2 then true else pg_try_advisory_lock(68041, hashtext($1)) end
