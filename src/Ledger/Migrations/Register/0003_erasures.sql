-- The erasure register: whose personal data must be gone, in the order in which it was decided, without gaps. It stands
-- outside the shards and their backups; every shard and the key database note how far they have applied it, and none
-- of them is served while it is behind.
create table ledger.erasure (
    erasure_number bigint primary key check (erasure_number >= 1),
    user_number bigint not null unique,
    registered_at timestamptz not null default clock_timestamp()
);
