-- A table of our own. The user's number comes first in its key, so that a user's rows can move together.
create table notes (
    user_number bigint not null,
    note_id uuid not null,
    text text not null,
    primary key (user_number, note_id)
);
