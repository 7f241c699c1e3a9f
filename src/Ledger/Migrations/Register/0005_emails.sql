-- Finds users by their e-mail address, of which only a keyed hash stands here: a look-up asks no shard who it is.
-- Several users may share an address. What is found is compared with the user's details before it is told, so an entry
-- too many is harmless; it is written before the details, so that none is missing.
create table ledger.email (
    email_hash bytea not null check (octet_length(email_hash) = 32),
    user_number bigint not null,
    noted_at timestamptz not null default clock_timestamp(),
    primary key (email_hash, user_number)
);

create index email_by_user on ledger.email (user_number);

-- Notes an address, and says whether it could: never for a user whose erasure is registered.
create function ledger.note_email(p_user_number bigint, p_email_hash bytea)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Waits for a registration that is being committed, and keeps the next ones waiting until this is: whoever clears
    -- the register after a registration sees every entry from before it. The check is a statement of its own, with a
    -- snapshot younger than the lock.
    lock table ledger.erasure in share mode;
    if exists (select from ledger.erasure e where e.user_number = p_user_number) then
        return false;
    end if;

    insert into ledger.email (email_hash, user_number)
    values (p_email_hash, p_user_number)
    on conflict do nothing;
    return true;
end
$$;

revoke execute on function ledger.note_email(bigint, bytea) from public;
