-- Since when a user's book is restricted (GDPR, Article 18): kept and shown, and nothing moves to or from it but what
-- is under way. In the book's row, which every transfer locks anyway.
alter table ledger.book add column restricted_at timestamptz;

-- Each time that a book was restricted, by which request, and who lifted it.
create table ledger.restriction (
    user_number bigint not null,
    request_id uuid not null,
    restricted_at timestamptz not null,
    lifted_at timestamptz,
    lifted_by text check ((lifted_by is null) = (lifted_at is null)),
    primary key (user_number, request_id)
);
