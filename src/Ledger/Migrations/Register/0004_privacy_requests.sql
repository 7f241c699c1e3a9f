-- Who asked for which right over whose personal data, when, and until when the law gives time. Reasons are sealed with
-- the key of the user whom they are about: anybody may write anything into them.
create table ledger.privacy_request (
    request_id uuid primary key,
    kind text not null check (kind in ('access', 'portability', 'rectification', 'restriction', 'erasure')),
    user_number bigint not null,
    asked_by text not null,
    asked_by_role text not null,
    asked_at timestamptz not null,
    reason bytea,
    due_at timestamptz not null,
    extended_until timestamptz,
    extension_reason bytea,
    state text not null check (state in ('open', 'done', 'refused')),
    ended_at timestamptz check ((ended_at is null) = (state = 'open')),
    deadline timestamptz not null generated always as (coalesce(extended_until, due_at)) stored
);

create index privacy_request_by_deadline on ledger.privacy_request (state, deadline, request_id);
create index privacy_request_by_user on ledger.privacy_request (user_number, asked_at, request_id);
