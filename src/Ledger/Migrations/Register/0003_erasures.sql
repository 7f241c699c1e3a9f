-- Erasures. Everything about one stands here, outside the shards and their backups.

-- What was asked for: by the user, with a one-time code, or by an operator, to whom another person must consent. Every
-- text is one of a few words or an id: nothing that a caller could fill with personal data.
create table ledger.erasure_order (
    request_id uuid primary key,
    user_number bigint not null,
    asked_by text not null,
    asked_by_role text not null,
    reason text not null,
    asked_at timestamptz not null,
    consented_by text,
    consented_by_role text,
    consented_at timestamptz,
    -- What becomes of money that is left.
    balance text not null check (balance in ('pay-out', 'keep')),
    claim_hash bytea unique,
    -- The verdict of the books when they cannot let the user go, and the order has ended with it.
    refusal text,
    refused_at timestamptz,
    -- Nothing is under way any more, and what was to be paid out is.
    settled_at timestamptz
);

create unique index erasure_order_user on ledger.erasure_order (user_number) where refused_at is null;

-- The erasure register: whose personal data must be gone, in the order in which it was decided, without gaps. A row is
-- the point of no return. Every shard and the key database note how far they have applied it, and none of them is
-- served while it is behind.
create table ledger.erasure (
    erasure_number bigint primary key check (erasure_number >= 1),
    user_number bigint not null unique,
    registered_at timestamptz not null default clock_timestamp(),
    request_id uuid unique references ledger.erasure_order,
    -- The destroyed key: since when nothing opens what it sealed, and how it can be told from others.
    unusable_since timestamptz,
    key_fingerprint bytea,
    key_generation integer,
    -- JSON with its signature, as it is handed out.
    certificate text,
    certified_at timestamptz,
    done_at timestamptz
);

-- What was done, where and when. A step is written after its work, so one that is missing is done again.
create table ledger.erasure_step (
    request_id uuid not null references ledger.erasure_order,
    step text not null,
    place text not null,
    done_at timestamptz not null,
    primary key (request_id, step, place)
);

-- Who is told of an erasure, and the receipts. A recipient is an institution or a region, in a few words.
create table ledger.erasure_notice (
    request_id uuid not null references ledger.erasure_order,
    recipient text not null,
    tries integer not null default 0,
    next_try_at timestamptz not null,
    receipt text,
    receipt_at timestamptz,
    primary key (request_id, recipient)
);

create index erasure_notice_open on ledger.erasure_notice (next_try_at) where receipt_at is null;

-- What other regions told of users of theirs, who had transfers with users of this one.
create table ledger.heard_erasure (
    user_id text primary key,
    erasure_number bigint not null,
    registered_at timestamptz not null,
    heard_at timestamptz not null
);

-- The fresh proof of identity: one code a user, of which a keyed hash is kept until it is used, wrong too often or old.
create table ledger.erasure_code (
    user_number bigint primary key,
    code_hash bytea not null,
    expires_at timestamptz not null,
    tries_left integer not null,
    made_by text not null
);

-- Orders an erasure, or finds the one that is there. A user's code is used up in the same commit. Outcomes: ordered
-- (goes on at once), waiting (for a second person), known (there is one already), code-wrong (with the tries that are
-- left), code-missing (none is valid).
create function ledger.order_erasure(
    p_request_id uuid, p_user bigint, p_asked_by text, p_role text, p_reason text, p_balance text,
    p_claim_hash bytea, p_code_hash bytea, p_at timestamptz, p_due_at timestamptz)
returns table (outcome text, request_id uuid, tries_left integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    known ledger.erasure_order;
    code ledger.erasure_code;
begin
    -- Two clicks follow each other: the second finds what the first has done.
    lock table ledger.erasure_order in share row exclusive mode;
    select o.* into known from ledger.erasure_order o where o.user_number = p_user and o.refused_at is null;
    if known.consented_at is not null or (known.request_id is not null and p_code_hash is null) then
        return query select 'known', known.request_id, null::integer;
        return;
    end if;

    if p_code_hash is not null then
        select c.* into code from ledger.erasure_code c where c.user_number = p_user and c.expires_at > p_at;
        if code.user_number is null then
            return query select 'code-missing', p_request_id, 0;
            return;
        elsif code.code_hash <> p_code_hash then
            update ledger.erasure_code c set tries_left = c.tries_left - 1 where c.user_number = p_user;
            delete from ledger.erasure_code c where c.user_number = p_user and c.tries_left <= 0;
            return query select 'code-wrong', p_request_id, code.tries_left - 1;
            return;
        end if;
        delete from ledger.erasure_code c where c.user_number = p_user;
        p_request_id := coalesce(known.request_id, p_request_id);
    end if;

    insert into ledger.erasure_order as o (
        request_id, user_number, asked_by, asked_by_role, reason, asked_at, balance, claim_hash,
        consented_by, consented_by_role, consented_at)
    values (
        p_request_id, p_user, p_asked_by, p_role, p_reason, p_at, p_balance, p_claim_hash,
        case when p_code_hash is not null then p_asked_by end,
        case when p_code_hash is not null then p_role end,
        case when p_code_hash is not null then p_at end)
    -- An operator's order that still waits becomes the user's own.
    on conflict (request_id) do update set
        asked_by = excluded.asked_by, asked_by_role = excluded.asked_by_role, reason = excluded.reason,
        balance = excluded.balance, claim_hash = excluded.claim_hash, consented_by = excluded.consented_by,
        consented_by_role = excluded.consented_by_role, consented_at = excluded.consented_at;
    -- It is the use of a right, with the law's time limit.
    insert into ledger.privacy_request (
        request_id, kind, user_number, asked_by, asked_by_role, asked_at, due_at, state)
    values (p_request_id, 'erasure', p_user, p_asked_by, p_role, p_at, p_due_at, 'open')
    on conflict (request_id) do nothing;
    return query
        select case when p_code_hash is null then 'waiting' else 'ordered' end,
            p_request_id, null::integer;
end
$$;

-- A second person's consent. Outcomes: consented, known (there was consent before), own (asked for by the same person),
-- unknown.
create function ledger.consent_to_erasure(p_request_id uuid, p_by text, p_role text, p_at timestamptz) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked ledger.erasure_order;
begin
    -- Two consents follow each other, and the first one counts.
    select o.* into asked from ledger.erasure_order o where o.request_id = p_request_id for update;
    if asked.request_id is null or asked.refused_at is not null then
        return 'unknown';
    elsif asked.consented_at is not null then
        return 'known';
    elsif asked.asked_by = p_by then
        return 'own';
    end if;

    update ledger.erasure_order o
    set consented_by = p_by, consented_by_role = p_role, consented_at = p_at
    where o.request_id = p_request_id;
    return 'consented';
end
$$;

-- Writes an erasure into the register and returns its number; the one that it has, when it stands there already.
create function ledger.register_erasure(p_request_id uuid) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    number bigint;
begin
    -- One after the other: numbers have no gap, and nobody sees a number whose predecessor is still to be committed.
    lock table ledger.erasure in share row exclusive mode;
    select e.erasure_number into number from ledger.erasure e where e.request_id = p_request_id;
    if number is null then
        insert into ledger.erasure (erasure_number, user_number, request_id)
        select (select coalesce(max(e.erasure_number), 0) + 1 from ledger.erasure e), o.user_number, o.request_id
        from ledger.erasure_order o
        where o.request_id = p_request_id and o.consented_at is not null and o.refused_at is null
        returning erasure_number into strict number;
    end if;
    return number;
end
$$;

-- What the register itself keeps of a user beside the number: the hashes of the request that made the user, from which
-- somebody who knows the region's secret could tell who it was, the hash of the e-mail address, and a code. What takes
-- the place of the first says nothing, and can come from no request. The key stays spent: its hash is kept alone, as
-- that of a creation that never came to a user, and leads to nobody; whoever sends it again is told that it was used.
create function ledger.forget_user(p_user bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    nothing constant bytea := decode(repeat('00', 16), 'hex');
    spent bytea;
begin
    -- Two that forget the same user follow each other: the second finds nothing left.
    select c.key_hash into spent
    from sharding.user_creation c
    where c.user_number = p_user and substr(c.key_hash, 1, 16) <> nothing
    for update;
    if found then
        update sharding.user_creation c
        set key_hash = nothing || uuid_send(c.creation_id), request_hash = nothing || nothing
        where c.user_number = p_user;
        insert into sharding.user_creation (key_hash, request_hash, creation_id, shard, created_at)
        select spent, nothing || nothing, gen_random_uuid(), min(s.name), '-infinity'
        from sharding.shard s;
    end if;
    delete from ledger.email e where e.user_number = p_user;
    delete from ledger.erasure_code c where c.user_number = p_user;
end
$$;

revoke execute on function
    ledger.order_erasure(uuid, bigint, text, text, text, text, bytea, bytea, timestamptz, timestamptz),
    ledger.consent_to_erasure(uuid, text, text, timestamptz),
    ledger.register_erasure(uuid),
    ledger.forget_user(bigint)
from public;
