-- The generations of the region's key-encryption key. The keys themselves are elsewhere; here stands when each was
-- made, when the next one took its place, and when it was destroyed: from then on nothing that it wrapped can be read.
create table keys.generation (
    generation integer primary key check (generation >= 1),
    fingerprint bytea not null,
    made_at timestamptz not null default clock_timestamp(),
    retired_at timestamptz,
    destroyed_at timestamptz check (destroyed_at >= retired_at)
);

-- New keys are wrapped by the one generation that is not retired.
create unique index generation_open on keys.generation ((true)) where retired_at is null;

-- Null for a key made before keys had fingerprints, until the next rotation.
alter table keys.user_key add column fingerprint bytea;

-- Whose key was destroyed by which erasure. Generation and fingerprint are null when there was no key.
create table keys.destroyed_key (
    user_number bigint primary key,
    generation integer,
    fingerprint bytea,
    destroyed_at timestamptz not null,
    erasure_number bigint not null
);

-- Notes the first generation, when nobody did. Later ones are a rotation's business.
create function keys.open_first_generation(p_generation integer, p_fingerprint bytea)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into keys.generation (generation, fingerprint)
    select p_generation, p_fingerprint
    where not exists (select from keys.generation)
    on conflict do nothing
$$;

-- Keeps a user's key, unless another caller was faster, and answers with the one that counts. The outcome is 'retired'
-- when the generation may wrap nothing new, and 'destroyed' when the user's key was destroyed: there is never another.
create function keys.keep_user_key(
    p_user_number bigint, p_generation integer, p_wrapped bytea, p_fingerprint bytea)
returns table (outcome text, generation integer, wrapped bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- An erasure of the same user takes it too.
    perform pg_advisory_xact_lock(p_user_number);
    if exists (select from keys.destroyed_key d where d.user_number = p_user_number) then
        return query select 'destroyed', null::integer, null::bytea;
        return;
    end if;

    -- Held until this commits: a generation is retired after the last key that it wraps is seen by its rotation.
    perform from keys.generation g where g.generation = p_generation and g.retired_at is null for share;
    if not found then
        return query select 'retired', null::integer, null::bytea;
        return;
    end if;

    insert into keys.user_key (user_number, generation, wrapped, fingerprint, created_at)
    values (p_user_number, p_generation, p_wrapped, p_fingerprint, clock_timestamp())
    on conflict do nothing;
    return query
    select 'kept', k.generation, k.wrapped from keys.user_key k where k.user_number = p_user_number;
end
$$;

-- Destroys a user's key as the given number of the erasure register says, and notes that number as applied, in one
-- commit. Safe to repeat. Answers what was destroyed, now or earlier; no row when the user had no key.
create function keys.destroy_user_key(p_user_number bigint, p_erasure_number bigint)
returns table (generation integer, fingerprint bytea, destroyed_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    applied bigint;
    gone keys.user_key;
begin
    perform pg_advisory_xact_lock(p_user_number);
    select a.erasure_number into strict applied from keys.applied_erasure a for update;
    if p_erasure_number > applied + 1 then
        raise exception 'erasure % cannot be applied: % is the last one that was', p_erasure_number, applied
            using errcode = 'object_not_in_prerequisite_state';
    end if;

    delete from keys.user_key k where k.user_number = p_user_number returning * into gone;
    insert into keys.destroyed_key (user_number, generation, fingerprint, destroyed_at, erasure_number)
    values (p_user_number, gone.generation, gone.fingerprint, clock_timestamp(), p_erasure_number)
    on conflict do nothing;
    update keys.applied_erasure set erasure_number = p_erasure_number where erasure_number < p_erasure_number;
    return query
    select d.generation, d.fingerprint, d.destroyed_at
    from keys.destroyed_key d
    where d.user_number = p_user_number and d.generation is not null;
end
$$;

revoke execute on all functions in schema keys from public;
