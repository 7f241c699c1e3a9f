-- One data key a user, wrapped by a generation of the region's key-encryption key. Apart from the books and their
-- backups.
create schema keys;

create table keys.user_key (
    user_number bigint primary key,
    generation integer not null,
    wrapped bytea not null,
    created_at timestamptz not null
);
