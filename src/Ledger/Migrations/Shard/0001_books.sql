-- The books of the users of one shard. Every table has user_number first in its primary key, so that a range of users
-- can move to another shard by a row filter.
create schema ledger;
create schema personal;

create type ledger.account_kind as enum (
    'wallet', 'held', 'in-transit', 'external', 'sent', 'received', 'exchange');
create type ledger.transfer_side as enum ('payer', 'payee');
create type ledger.transfer_state as enum ('in-transit', 'completed', 'refunded');

-- One row a user. Its lock orders everything that happens in the book, a first movement on a new account too, and its
-- counter numbers the postings.
create table ledger.book (
    user_number bigint primary key check (user_number >= 0),
    creation_id uuid not null,
    opened_at timestamptz not null,
    last_posting_number bigint not null default 0,
    last_booked_at timestamptz not null
) with (fillfactor = 50);

-- The accounts of one asset in one book, a column each: credits - debits of the account's postings, in minor units.
-- One row, so that a transfer changes one row a user; and the check says that no book is ever out of balance.
create table ledger.account (
    user_number bigint not null,
    asset text not null,
    wallet bigint not null default 0,
    held bigint not null default 0,
    in_transit bigint not null default 0,
    external bigint not null default 0,
    sent bigint not null default 0,
    received bigint not null default 0,
    exchange bigint not null default 0,
    -- How low the wallet may go.
    minimum bigint not null default 0,
    opened_at timestamptz not null,
    primary key (user_number, asset),
    constraint account_balanced check (
        wallet::numeric + held + in_transit + external + sent + received + exchange = 0)
) with (fillfactor = 50);

-- Who allowed a wallet to go how low, and from which posting on. Before the first row the minimum is 0.
create table ledger.wallet_minimum (
    user_number bigint not null,
    asset text not null,
    set_at timestamptz not null,
    from_posting_number bigint not null,
    minimum bigint not null,
    set_by text not null,
    primary key (user_number, asset, set_at)
);

-- One movement between two accounts of one book: it cannot be unbalanced. The balances are those after it.
create table ledger.posting (
    user_number bigint not null,
    posting_number bigint not null check (posting_number > 0),
    transfer_id uuid not null,
    asset text not null,
    debit ledger.account_kind not null,
    credit ledger.account_kind not null check (credit <> debit),
    amount bigint not null check (amount > 0),
    debit_balance bigint not null,
    credit_balance bigint not null,
    booked_at timestamptz not null,
    primary key (user_number, posting_number)
);

-- What a caller asked for, once in the book of each of its users of this shard. posting_number is its first posting:
-- histories follow the postings, so that one index is enough.
create table ledger.transfer (
    user_number bigint not null,
    posting_number bigint not null,
    transfer_id uuid not null,
    side ledger.transfer_side not null,
    counterparty text not null,
    asset text not null,
    amount bigint not null check (amount > 0),
    state ledger.transfer_state not null,
    booked_at timestamptz not null,
    effective_at timestamptz not null,
    primary key (user_number, transfer_id)
);

-- A caller's key has one effect, for ever. Keys and requests are keyed hashes: a caller may write anything into them.
-- refusal is set when the books said no.
create table ledger.idempotency (
    user_number bigint not null,
    key_hash bytea not null check (octet_length(key_hash) = 32),
    request_hash bytea not null check (octet_length(request_hash) = 32),
    transfer_id uuid not null,
    refusal text,
    decided_at timestamptz not null,
    primary key (user_number, key_hash)
);

-- Free-text references, sealed with the key of the user whose row it is.
create table personal.reference (
    user_number bigint not null,
    transfer_id uuid not null,
    sealed bytea not null,
    primary key (user_number, transfer_id)
);

-- Personal details, each column sealed with the user's own key.
create table personal.detail (
    user_number bigint primary key,
    name bytea,
    email bytea,
    birth_date bytea,
    sealed_at timestamptz not null
);
