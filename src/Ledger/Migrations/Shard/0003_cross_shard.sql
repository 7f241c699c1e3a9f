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

-- Those of the transfers that are under way, with what the payee's side has to know; in any order. Each is looked up by
-- its key: whether it is under way is asked afterwards, for the index of all that is under way is no way to find a few,
-- and a plan that is made and kept while nothing is under way would take it.
create function ledger.read_legs(p_payers bigint[], p_transfer_ids uuid[])
returns table (
    transfer_id uuid, user_number bigint, counterparty text, asset text, amount bigint, effective_at timestamptz,
    booked_at timestamptz, posting_number bigint, sealed bytea)
language plpgsql stable
-- As in ledger.post_transfers: one plan for all groups, that looks each row up by its index.
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
#variable_conflict use_column
begin
    return query
    select t.transfer_id, t.user_number, t.counterparty, t.asset, t.amount, t.effective_at, t.booked_at,
        t.posting_number, f.sealed
    from unnest(p_payers, p_transfer_ids) w (user_number, transfer_id)
    cross join lateral (
        select k.*
        from ledger.transfer k
        where k.user_number = w.user_number and k.transfer_id = w.transfer_id
        offset 0) t
    left join personal.reference f on f.user_number = w.user_number and f.transfer_id = w.transfer_id
    where t.state = 'in-transit';
end
$$;
