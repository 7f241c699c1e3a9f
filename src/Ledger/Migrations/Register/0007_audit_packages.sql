-- The packages of documents that went, or shall go, to auditing institutions. Each institution's are numbered without
-- holes, and each follows the root of the one before: the row of the institution is locked while one is cut.
create table ledger.audit_institution (
    institution text primary key,
    last_number bigint not null default 0 check (last_number >= 0),
    last_root bytea not null check (octet_length(last_root) = 32)
);

-- cut: it was decided which documents it has; signed, and everything that chance has a part in is written down here, so
-- that whoever puts the file together gets the same bytes. stored: the file is in the object store, and only there are
-- the salts and the wrapped keys. delivered: the institution's receipt is kept. dead: tried often enough, and waits for
-- an operator. ended: the period of its first document is over, and the file is destroyed.
create table ledger.audit_package (
    institution text not null references ledger.audit_institution,
    package_number bigint not null check (package_number >= 1),
    state text not null default 'cut' check (state in ('cut', 'stored', 'delivered', 'dead', 'ended')),
    cut_at timestamptz not null,
    document_count integer not null check (document_count >= 1),
    previous_root bytea not null,
    root bytea not null,
    head bytea not null,
    signature bytea not null,
    manifest bytea,
    keys bytea,
    object_key text not null,
    retain_until date not null,
    last_retain_until date not null,
    is_forgotten boolean not null default false,
    try_count integer not null default 0,
    next_try_at timestamptz not null,
    failure text,
    delivered_at timestamptz,
    receipt bytea,
    primary key (institution, package_number),
    check ((manifest is null) = (state <> 'cut') and (keys is null) = (state <> 'cut')),
    check ((receipt is null) = (delivered_at is null) and (state <> 'delivered' or receipt is not null))
);

-- What is to be put together or to be sent, the oldest first.
create index audit_package_due on ledger.audit_package (institution, package_number) where state in ('cut', 'stored');

-- Which package a document went with, and where in it: in one package of each institution, whatever happens. A leaf
-- tells nothing without its salt, which dies with the document's key.
create table ledger.audit_document (
    institution text not null,
    user_number bigint not null,
    transfer_id uuid not null,
    package_number bigint not null,
    place integer not null,
    leaf bytea not null check (octet_length(leaf) = 32),
    object_key text not null,
    primary key (institution, user_number, transfer_id),
    unique (institution, package_number, place),
    foreign key (institution, package_number) references ledger.audit_package
);

create index audit_document_transfer on ledger.audit_document (transfer_id);

-- Forgets which documents an ended package had, when the period of the last of them is over too. Its head stays, and
-- names nobody: the packages after it follow its root.
create function ledger.forget_packaged(p_institution text, p_package_number bigint, p_today date) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ledger.audit_package p
    set is_forgotten = true
    where p.institution = p_institution and p.package_number = p_package_number
      and p.state = 'ended' and p.last_retain_until < p_today;
    if not found then
        return false;
    end if;

    delete from ledger.audit_document d
    where d.institution = p_institution and d.package_number = p_package_number;
    return true;
end
$$;

revoke execute on function ledger.forget_packaged(text, bigint, date) from public;

-- How far each shard's documents have been looked through for each institution.
create table ledger.audit_cursor (
    institution text not null,
    shard text not null,
    epoch integer not null,
    xid xid8 not null,
    position bigint not null,
    primary key (institution, shard)
);
