-- The outbox as a ring of small tables. Rows that every consumer has passed go by emptying a whole table at once: no
-- dead rows, no vacuum, and a snapshot that somebody holds elsewhere on the node changes nothing about it.
create sequence ledger.outbox_position;

-- What happened, written in the transaction in which it happened. Belongs to the node: never moved. No personal data.
-- type: transfer-completed (both sides on this shard, or one of them outside; user_number is the payer's, or the
-- payee's when the payer is the world outside); transfer-sent, transfer-settled, transfer-refunded (the payer's book,
-- the payee elsewhere); transfer-received, transfer-refused (the payee's book, the payer elsewhere); user-opened.
create table ledger.outbox (
    epoch integer not null,
    xid xid8 not null default pg_current_xact_id(),
    position bigint not null default nextval('ledger.outbox_position'),
    type text not null,
    user_number bigint not null,
    posting_number bigint,
    transfer_id uuid,
    side ledger.transfer_side,
    counterparty text,
    asset text,
    amount bigint,
    refusal text,
    occurred_at timestamptz not null
) partition by list (((position / 65536) % 8));

-- Slot after slot is filled, 65,536 positions each. A slot that cannot be emptied when its turn comes again is filled
-- further: nothing depends on its being empty.
do $$
begin
    for slot in 0..7 loop
        -- Rows are added and never changed, so there is nothing to vacuum; and every plan is made for full slots.
        execute format(
            'create table ledger.outbox_%s partition of ledger.outbox for values in (%s) '
            'with (autovacuum_enabled = off)', slot, slot);
    end loop;
end
$$;

-- Not unique by declaration, because the ring is no column of it; the sequence gives every position once.
create index outbox_order on ledger.outbox (epoch, xid, position);

-- Every consumer there is: a row stays in the outbox until each of them has passed it.
create table ledger.outbox_consumer (
    consumer text primary key
);

-- How far each consumer has come; its row with the highest step counts. A step is added rather than changed, so that
-- the newest is found at once, however many old ones a held snapshot keeps from being vacuumed.
create table ledger.outbox_cursor (
    consumer text not null,
    step bigint not null,
    epoch integer not null,
    xid xid8 not null,
    position bigint not null,
    moved_at timestamptz not null default clock_timestamp(),
    primary key (consumer, step)
);

insert into ledger.outbox_consumer (consumer) values ('figures'), ('legs');
insert into ledger.outbox_cursor (consumer, step, epoch, xid, position)
values ('figures', 0, 0, '0', 0), ('legs', 0, 0, '0', 0);

-- The rows after a cursor, in order, of which no earlier one can still appear. The scan begins at the cursor and ends
-- at the horizon: below it every transaction has ended, in this statement's own snapshot. A position alone is not the
-- order of commits, and rows at or above the oldest running transaction are left for the next reading.
create function ledger.outbox_after(p_epoch integer, p_xid xid8, p_position bigint, p_rows_max integer)
returns setof ledger.outbox
language plpgsql volatile
-- The slots are never analysed: one look into each one's index, whatever the planner thinks of them.
set enable_seqscan = off set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
begin
    return query
    select o.*
    from ledger.outbox o
    where (o.epoch, o.xid, o.position) > (p_epoch, p_xid, p_position)
      and (o.epoch, o.xid) < (
          (select s.epoch from sharding.shard s), (select pg_snapshot_xmin(pg_current_snapshot())))
    order by o.epoch, o.xid, o.position
    limit p_rows_max;
end
$$;

-- True when there are rows after a place, whether they can be read yet or have to wait for a transaction. To be asked
-- after reading, with the place of the last row read: what could not be read then may be there without a holder now.
create function ledger.outbox_waits(p_epoch integer, p_xid xid8, p_position bigint) returns boolean
language plpgsql volatile
set enable_seqscan = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
begin
    return exists (
        select
        from ledger.outbox o
        where (o.epoch, o.xid, o.position) > (p_epoch, p_xid, p_position));
end
$$;

-- Moves a consumer's cursor forward; never back, so that two readers of the same rows do no harm.
create function ledger.advance_outbox(p_consumer text, p_epoch integer, p_xid xid8, p_position bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    newest ledger.outbox_cursor;
begin
    select c.* into strict newest
    from ledger.outbox_cursor c
    where c.consumer = p_consumer
    order by c.step desc
    limit 1;
    if (p_epoch, p_xid, p_position) <= (newest.epoch, newest.xid, newest.position) then
        return false;
    end if;

    -- Two readers at once make the same step: the second waits for the first and adds nothing.
    insert into ledger.outbox_cursor (consumer, step, epoch, xid, position)
    values (p_consumer, newest.step + 1, p_epoch, p_xid, p_position)
    on conflict do nothing;
    if not found then
        return false;
    end if;

    delete from ledger.outbox_cursor c where c.consumer = p_consumer and c.step = newest.step;
    return true;
end
$$;

-- True when a slot has rows and all of them are at or before the cursor; of the slot being written only when nothing
-- was added to it for p_quiet.
create function ledger.outbox_slot_passed(
    p_slot integer, p_quiet interval, p_epoch integer, p_xid xid8, p_position bigint) returns boolean
language plpgsql volatile set enable_seqscan = off set enable_sort = off as $$
declare
    newest record;
    being_written constant boolean := p_slot = (select s.last_value / 65536 % 8 from ledger.outbox_position s);
begin
    execute format(
        'select o.epoch, o.xid, o.position, o.occurred_at from ledger.outbox_%s o '
        'order by o.epoch desc, o.xid desc, o.position desc limit 1', p_slot)
    into newest;
    return newest.epoch is not null
        and (newest.epoch, newest.xid, newest.position) <= (p_epoch, p_xid, p_position)
        and (not being_written or newest.occurred_at < clock_timestamp() - p_quiet);
end
$$;

-- Empties the slots of which every row is behind every consumer; the one being written only when nothing was added for
-- p_quiet. Never waits and makes nobody wait: a slot in use is left for the next time. Returns how many it emptied.
create function ledger.trim_outbox(p_quiet interval) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    slot integer;
    passed record;
    may_go boolean;
    emptied integer := 0;
begin
    select c.epoch, c.xid, c.position into strict passed
    from ledger.outbox_consumer u
    cross join lateral (
        select k.epoch, k.xid, k.position
        from ledger.outbox_cursor k
        where k.consumer = u.consumer
        order by k.step desc
        limit 1) c
    order by c.epoch, c.xid, c.position
    limit 1;

    for slot in 0..7 loop
        may_go := ledger.outbox_slot_passed(slot, p_quiet, passed.epoch, passed.xid, passed.position);
        continue when not may_go;
        begin
            -- Without waiting, for whoever asks after us would wait behind us. Nobody is writing then, and what was
            -- committed is seen by the next statement: under the lock it has a snapshot of its own.
            execute format('lock table only ledger.outbox_%s in access exclusive mode nowait', slot);
        exception when lock_not_available then
            continue;
        end;

        may_go := ledger.outbox_slot_passed(slot, p_quiet, passed.epoch, passed.xid, passed.position);
        if may_go then
            execute format('truncate only ledger.outbox_%s', slot);
            emptied := emptied + 1;
        end if;
    end loop;
    return emptied;
end
$$;

-- Who keeps the horizon back: the oldest transaction of the whole node that has written and not ended, of any database.
-- Says who it is and never what it does: the text of a statement may be personal data.
create function ledger.horizon_holder(
    out process_id integer, out application text, out role text, out database text, out since timestamptz)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    select h.*
    from (
        select a.pid, a.application_name, a.usename::text, a.datname::text, a.xact_start
        from pg_stat_activity a
        where a.backend_xid::text = (pg_snapshot_xmin(pg_current_snapshot())::text::numeric % 4294967296)::text
        union all
        select null, 'prepared transaction ' || p.gid, p.owner::text, p.database::text, p.prepared
        from pg_prepared_xacts p
        where p.transaction::text = (pg_snapshot_xmin(pg_current_snapshot())::text::numeric % 4294967296)::text) h
    limit 1
$$;

revoke execute on function
    ledger.advance_outbox(text, integer, xid8, bigint),
    ledger.trim_outbox(interval),
    ledger.horizon_holder()
from public;
