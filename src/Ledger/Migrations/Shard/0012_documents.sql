-- Documents for auditors: one for each user's side of a transfer that has come to its end.

-- Those that are to be drawn. Filled from the outbox, so that posting pays nothing for it; moves with its user.
create table ledger.document_due (
    user_number bigint not null,
    transfer_id uuid not null,
    ended_posting_number bigint not null,
    primary key (user_number, transfer_id)
);

-- Those that are drawn, encrypted and stored. posting_number is the transfer's first posting. The hash and the size are
-- those of the stored object. Epoch, xid and position are for whoever reads them in the order of the outbox.
create table ledger.document (
    user_number bigint not null,
    transfer_id uuid not null,
    posting_number bigint not null,
    object_key text not null,
    ciphertext_hash bytea not null check (octet_length(ciphertext_hash) = 32),
    ciphertext_size integer not null check (ciphertext_size > 0),
    key_id text not null,
    retain_until date not null,
    drawn_at timestamptz not null default clock_timestamp(),
    epoch integer not null,
    xid xid8 not null default pg_current_xact_id(),
    position bigint not null generated always as identity,
    primary key (user_number, transfer_id)
);

create index document_order on ledger.document (epoch, xid, position);
create index document_by_retention on ledger.document (retain_until);

-- Documents of transfers that were booked before this time have been destroyed at the end of their retention.
create table ledger.document_retention (
    only_row boolean primary key default true check (only_row),
    booked_before timestamptz not null
);

insert into ledger.document_retention (booked_before) values ('-infinity');

insert into ledger.outbox_consumer (consumer) values ('documents');
insert into ledger.outbox_cursor (consumer, step, epoch, xid, position) values ('documents', 0, 0, '0', 0);

-- Notes which documents are due by the next rows of the outbox: at most p_rows_max rows after the cursor, as far as the
-- horizon allows. What is due and the cursor are one commit.
create function ledger.cut_documents(
    p_rows_max integer, out row_count bigint, out more_waiting boolean, out held_back boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
-- As in ledger.post_transfers: each row is looked up by its index, however small the tables were at first.
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
declare
    cursor_epoch integer;
    cursor_xid xid8;
    cursor_position bigint;
    taken ledger.outbox[];
begin
    row_count := 0;
    more_waiting := false;

    -- One after the other; who finds another at it comes again.
    if not pg_try_advisory_xact_lock(68011, 2) then
        held_back := true;
        return;
    end if;

    select c.epoch, c.xid, c.position into strict cursor_epoch, cursor_xid, cursor_position
    from ledger.outbox_cursor c
    where c.consumer = 'documents'
    order by c.step desc
    limit 1;

    -- A statement of its own: the reading has a snapshot younger than its statement's, and what it returns must be
    -- looked up in one that is younger still. In one statement a payee's transfer may not be seen yet, and be missed.
    select array_agg(o) into taken
    from ledger.outbox_after(cursor_epoch, cursor_xid, cursor_position, p_rows_max) o;
    row_count := coalesce(cardinality(taken), 0);
    more_waiting := row_count = p_rows_max;

    insert into ledger.document_due (user_number, transfer_id, ended_posting_number)
    select d.user_number, d.transfer_id, d.posting_number
    from (
        select r.user_number, r.transfer_id, r.posting_number
        from unnest(taken) r
        where r.type in ('transfer-completed', 'transfer-received', 'transfer-settled', 'transfer-refunded')
        union all
        -- The payee of a transfer within the shard, of whom the outbox has no row.
        select t.user_number, t.transfer_id, t.posting_number
        from unnest(taken) r
        join ledger.transfer t
            on t.user_number = split_part(r.counterparty, '-', 2)::bigint and t.transfer_id = r.transfer_id
        where r.type = 'transfer-completed' and r.side = 'payer' and r.counterparty <> 'external') d
    where not exists (
        select
        from ledger.document k
        where k.user_number = d.user_number and k.transfer_id = d.transfer_id)
    on conflict do nothing;

    if row_count > 0 then
        cursor_epoch := taken[row_count].epoch;
        cursor_xid := taken[row_count].xid;
        cursor_position := taken[row_count].position;
        perform ledger.advance_outbox('documents', cursor_epoch, cursor_xid, cursor_position);
    end if;

    held_back := not more_waiting and ledger.outbox_waits(cursor_epoch, cursor_xid, cursor_position);
end
$$;

-- Keeps where drawn documents are, and takes them off those that are due, in one commit; returns how many of them are
-- kept now. One that is there already stays as it is. A null object key: nothing was drawn, because the time until
-- which the document would be kept is over. Behind the fence: a range that is being moved is left for the next time.
create function ledger.keep_documents(
    p_users bigint[], p_ranges integer[], p_transfer_ids uuid[], p_posting_numbers bigint[], p_object_keys text[],
    p_hashes bytea[], p_sizes integer[], p_key_ids text[], p_retain_until date[])
returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
declare
    entered constant smallint[] := sharding.enter_many(p_users, p_ranges);
    kept integer;
begin
    insert into ledger.document (
        user_number, transfer_id, posting_number, object_key, ciphertext_hash, ciphertext_size, key_id, retain_until,
        epoch)
    select d.user_number, d.transfer_id, d.posting_number, d.object_key, d.hash, d.size, d.key_id, d.retain_until,
        s.epoch
    from sharding.shard s
    cross join unnest(
        p_users, p_transfer_ids, p_posting_numbers, p_object_keys, p_hashes, p_sizes, p_key_ids, p_retain_until,
        entered) d (
        user_number, transfer_id, posting_number, object_key, hash, size, key_id, retain_until, entered)
    where d.entered = 0 and d.object_key is not null
    order by d.user_number, d.transfer_id
    on conflict do nothing;

    delete from ledger.document_due k
    using unnest(p_users, p_transfer_ids, entered) d (user_number, transfer_id, entered)
    where d.entered = 0 and k.user_number = d.user_number and k.transfer_id = d.transfer_id;

    select count(*) into kept from unnest(entered) e (entered) where e.entered = 0;
    return kept;
end
$$;

-- Forgets documents whose objects were destroyed at the end of their retention, and notes until when that was done.
create function ledger.forget_documents(p_users bigint[], p_transfer_ids uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten integer;
    booked_until timestamptz;
begin
    with gone as (
        delete from ledger.document d
        using unnest(p_users, p_transfer_ids) g (user_number, transfer_id)
        where d.user_number = g.user_number and d.transfer_id = g.transfer_id
        returning d.user_number, d.transfer_id)
    select count(*), max(t.booked_at) into forgotten, booked_until
    from gone g
    left join ledger.transfer t on t.user_number = g.user_number and t.transfer_id = g.transfer_id;

    update ledger.document_retention r
    set booked_before = booked_until + interval '1 microsecond'
    where booked_until >= r.booked_before;
    return forgotten;
end
$$;

revoke execute on function
    ledger.cut_documents(integer),
    ledger.keep_documents(bigint[], integer[], uuid[], bigint[], text[], bytea[], integer[], text[], date[]),
    ledger.forget_documents(bigint[], uuid[])
from public;
