-- How far this shard has applied the region's erasure register: a restored shard knows by it what it has forgotten.
create table ledger.applied_erasure (
    only_row boolean primary key default true check (only_row),
    erasure_number bigint not null
);

insert into ledger.applied_erasure (erasure_number) values (0);

-- From when on a book takes part in nothing new, because its user is erased: what is under way comes to its end, money
-- that is left is paid out, and that is all. Once set it stays.
alter table ledger.book add column erased_at timestamptz;

create index book_erased on ledger.book (user_number) where erased_at is not null;

-- Why a user's book was not found among those that may be written.
create function ledger.absent_user(p_user bigint) returns text language sql stable as $$
    select case
        when exists (select from ledger.book b where b.user_number = p_user and b.erased_at is not null)
            then 'user-erased'
        else 'user-unknown'
    end
$$;

-- The same of a payee, in the words of a refusal that the payer's book keeps.
create function ledger.absent_payee(p_user bigint) returns text language sql stable as $$
    select case ledger.absent_user(p_user) when 'user-erased' then 'user-erased' else 'payee-unknown' end
$$;

-- Personal details of an erased user are not written again, whoever is late with them.
create function ledger.keep_details_of_living() returns trigger language plpgsql as $$
begin
    -- The book's lock: an erasure that is being applied comes before this or after it, never in between.
    perform 1 from ledger.book b where b.user_number = new.user_number and b.erased_at is null for share;
    return case when found then new end;
end
$$;

create trigger keep_details_of_living before insert or update on personal.detail
for each row execute function ledger.keep_details_of_living();

-- Closes a book for good, before its user is erased. Outcomes: closed (now or earlier), unknown (there is no such
-- book), negative (somebody is owed money by the user, and nothing was done). Behind the fence, as every write.
create function ledger.close_book(p_user bigint) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    closed_at timestamptz;
begin
    -- The book's lock comes before anything else in it: no posting changes a balance between this look and the end.
    select b.erased_at into closed_at from ledger.book b where b.user_number = p_user for no key update;
    if not found then
        return 'unknown';
    elsif closed_at is not null then
        return 'closed';
    end if;

    perform 1 from ledger.account a where a.user_number = p_user and a.wallet < 0;
    if found then
        return 'negative';
    end if;

    update ledger.book b set erased_at = clock_timestamp() where b.user_number = p_user;
    return 'closed';
end
$$;

-- Pays what one wallet of a closed book still holds to the world outside, and says what; no row when all are empty. The
-- caller gives the transfer its id and asks again until there is no row. A wallet's minimum does not keep money back
-- from somebody who leaves: it is lowered to nothing first, and the history of minimums says why. Behind the fence.
create function ledger.pay_out(p_user bigint, p_transfer_id uuid)
returns table (asset text, amount bigint, posting_number bigint, booked_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    number bigint;
    at timestamptz;
    paid record;
    -- The caller's key would be one; it can come from no request.
    key constant bytea := decode(repeat('00', 16), 'hex') || uuid_send(p_transfer_id);
begin
    -- The book's lock comes before anything else in it: two that pay out follow one another.
    select b.last_posting_number + 1, greatest(clock_timestamp(), b.last_booked_at + interval '1 microsecond')
    into number, at
    from ledger.book b
    where b.user_number = p_user and b.erased_at is not null
    for no key update;
    if not found then
        return;
    end if;

    select a.asset, a.minimum, a.wallet, a.external,
        least(a.wallet, 9223372036854775807::numeric - a.external)::bigint as amount
    into paid
    from ledger.account a
    where a.user_number = p_user and a.wallet > 0 and a.external < 9223372036854775807
    order by a.asset
    limit 1;
    if not found then
        return;
    end if;

    if paid.minimum > 0 then
        insert into ledger.wallet_minimum (user_number, asset, set_at, from_posting_number, minimum, set_by)
        values (p_user, paid.asset, at, number, 0, 'erasure');
    end if;
    update ledger.book b set last_posting_number = number, last_booked_at = at where b.user_number = p_user;
    update ledger.account a
    set wallet = a.wallet - paid.amount, external = a.external + paid.amount, minimum = least(a.minimum, 0)
    where a.user_number = p_user and a.asset = paid.asset;
    insert into ledger.posting (
        user_number, posting_number, transfer_id, asset, debit, credit, amount, debit_balance, credit_balance,
        booked_at)
    values (
        p_user, number, p_transfer_id, paid.asset, 'wallet', 'external', paid.amount, paid.wallet - paid.amount,
        paid.external + paid.amount, at);
    insert into ledger.transfer (
        user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at, effective_at)
    values (p_user, number, p_transfer_id, 'payer', 'external', paid.asset, paid.amount, 'completed', at, at);
    insert into ledger.idempotency (user_number, key_hash, request_hash, transfer_id, decided_at)
    values (p_user, key, decode(repeat('00', 32), 'hex'), p_transfer_id, at);
    insert into ledger.outbox (
        epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
    select s.epoch, 'transfer-completed', p_user, number, p_transfer_id, 'payer', 'external', paid.asset,
        paid.amount, at
    from sharding.shard s;
    return query select paid.asset, paid.amount, number, at;
end
$$;

-- Applies one number of the erasure register to this shard: what is personal of that user goes, if it is here, in
-- batches, and with the last of them the shard notes the number. Whether the user's range is open here does not matter:
-- what a range left behind when it moved away, and what a restored shard has not opened yet, goes as well.
-- Keys and requests of callers make way for what says nothing of anybody and can come from no request: from their
-- hashes somebody who knows the region's secret could tell who it was. Nothing is done twice without them, because the
-- book takes part in nothing new. Outcomes: applied, more (ask again), known (it was applied before).
create function ledger.apply_erasure(p_user bigint, p_number bigint, p_rows_max integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    applied bigint;
    taken integer;
    rest integer := p_rows_max;
begin
    -- Numbers are applied one after the other, by whomever.
    select a.erasure_number into strict applied from ledger.applied_erasure a for update;
    if applied >= p_number then
        return 'known';
    elsif applied + 1 <> p_number then
        raise exception 'erasure % cannot be applied: % is the last one that was', p_number, applied
            using errcode = 'object_not_in_prerequisite_state';
    end if;

    -- The book's lock: whoever writes personal data of the user has it too, and finds the book closed afterwards.
    update ledger.book b
    set erased_at = coalesce(b.erased_at, clock_timestamp())
    where b.user_number = p_user;
    delete from personal.detail d where d.user_number = p_user;
    delete from personal.reference r
    where r.user_number = p_user
        and r.transfer_id in (
            select n.transfer_id from personal.reference n where n.user_number = p_user limit rest);
    get diagnostics taken = row_count;
    rest := rest - taken;
    -- Those that were replaced stand before all others in the index.
    update ledger.idempotency k
    set key_hash = decode(repeat('00', 16), 'hex') || uuid_send(k.transfer_id),
        request_hash = decode(repeat('00', 32), 'hex')
    where k.user_number = p_user
        and k.key_hash in (
            select n.key_hash
            from ledger.idempotency n
            where n.user_number = p_user and n.key_hash >= decode(repeat('00', 15) || '01', 'hex')
            limit rest);
    get diagnostics taken = row_count;
    if taken = rest then
        return 'more';
    end if;

    update ledger.applied_erasure a set erasure_number = p_number;
    return 'applied';
end
$$;

revoke execute on function
    ledger.close_book(bigint),
    ledger.pay_out(bigint, uuid),
    ledger.apply_erasure(bigint, bigint, integer)
from public;
