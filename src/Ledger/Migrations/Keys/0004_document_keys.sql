-- The keys of documents that the law makes us keep: one for all documents whose time ends in one month. When it has
-- ended, the wrapped key is destroyed and the row stays, so that nobody makes another.
create table keys.document_key (
    key_id text primary key check (key_id ~ '^documents-[0-9]{4}-[0-9]{2}$'),
    ends_on date not null unique,
    generation integer,
    wrapped bytea,
    fingerprint bytea not null,
    created_at timestamptz not null,
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);

-- Keeps a key of documents, unless another caller was faster, and answers with the one that counts. The outcome is
-- 'retired' when the generation may wrap nothing new, and 'destroyed' when that month is over.
create function keys.keep_document_key(
    p_ends_on date, p_generation integer, p_wrapped bytea, p_fingerprint bytea)
returns table (outcome text, generation integer, wrapped bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from keys.generation g where g.generation = p_generation and g.retired_at is null for share;
    if not found then
        return query select 'retired', null::integer, null::bytea;
        return;
    end if;

    insert into keys.document_key (key_id, ends_on, generation, wrapped, fingerprint, created_at)
    values (
        'documents-' || to_char(p_ends_on, 'YYYY-MM'), p_ends_on, p_generation, p_wrapped, p_fingerprint,
        clock_timestamp())
    on conflict do nothing;
    return query
    select case when k.wrapped is null then 'destroyed' else 'kept' end, k.generation, k.wrapped
    from keys.document_key k
    where k.ends_on = p_ends_on;
end
$$;

-- Destroys the keys of documents whose last day is before the given one, and answers which.
create function keys.end_document_keys(p_today date)
returns table (key_id text, ends_on date)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    update keys.document_key k
    set wrapped = null, generation = null, destroyed_at = clock_timestamp()
    where k.ends_on < p_today and k.destroyed_at is null
    returning k.key_id, k.ends_on
$$;

revoke execute on all functions in schema keys from public;
