-- What transfers between two shards need besides the two books.

-- What the payee's side decided of a transfer whose payer is on another shard: once, for ever. A refusal may be of a
-- user who does not exist; only what stands here may refund. Moves with its user.
create table ledger.inbox (
    user_number bigint not null,
    transfer_id uuid not null,
    payer text not null,
    refusal text,
    posting_number bigint,
    decided_at timestamptz not null,
    primary key (user_number, transfer_id),
    check ((refusal is null) = (posting_number is not null))
);

-- Why it came back, in the words of the payee's side.
alter table ledger.transfer
    add column refusal text,
    add constraint transfer_refusal check ((refusal is not null) = (state = 'refunded'));

-- The truth of what is under way, the oldest first: whatever a message lost is found here.
create index transfer_in_transit on ledger.transfer (booked_at, user_number, transfer_id) where state = 'in-transit';

-- Transfers that are under way for longer than a minute, and why, as the last try saw it.
create table ledger.stuck_transfer (
    user_number bigint not null,
    transfer_id uuid not null,
    reason text not null,
    noticed_at timestamptz not null,
    primary key (user_number, transfer_id)
);
