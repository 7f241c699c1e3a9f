-- Safe to repeat: the note's id is its writer's key as well.
insert into notes (user_number, note_id, text)
values ($1, $2, $3)
on conflict do nothing
