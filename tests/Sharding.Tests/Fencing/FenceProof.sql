-- A table of somebody's own, a gate that a test shuts to hold a writer at one place, and the fence in one statement.
create schema proof;
grant usage on schema proof to domicile_server;

create table proof.notes (user_number bigint not null, text text not null);
grant select, insert on proof.notes to domicile_server;

create function proof.gate() returns void language sql volatile as $$
    select pg_advisory_xact_lock_shared(7, 7)
$$;

-- Lock and check in one statement: both read the snapshot with which the statement began, before the lock was had.
create function proof.write_with_one_cte(p_user_number bigint, p_range_id integer) returns void
language sql volatile as $$
    with locked as materialized (
        select proof.gate(), pg_try_advisory_xact_lock_shared(68001, p_range_id) as is_had
    )
    insert into proof.notes (user_number, text)
    select p_user_number, 'hello'
    from locked l
    join sharding.key_range r
        on r.id = p_range_id
       and r.state = 'open'
       and r.first_number <= p_user_number
       and r.end_number > p_user_number
    where l.is_had
$$;
