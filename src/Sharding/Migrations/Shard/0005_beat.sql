-- The beat: a number that whoever watches this shard raises a few times a second. A replica that shows beat n shows all
-- that was committed here before n was raised, so that its age is known without asking anybody for a position in the
-- log of changes, which not every PostgreSQL tells.
-- One page: raising changes no indexed column, and a page that is a tenth full is cleaned by the next raise.
create table sharding.beat (
    only_row boolean primary key default true check (only_row),
    beat bigint not null check (beat >= 0),
    raised_at timestamptz not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

comment on column sharding.beat.beat is 'Starts at 0; a later epoch goes on from where its node was.';
comment on column sharding.beat.raised_at is 'When, by this node''s clock, which is compared with no other.';

insert into sharding.beat (beat, raised_at) values (0, clock_timestamp());

-- The beat and how long ago it was raised; raises it first when that was p_pause ago or more, so that any number of
-- watchers raise it as often as one. Of which epoch this node is, is read here, for the two belong together.
create function sharding.raise_beat(
    p_pause interval, out epoch integer, out beat bigint, out age interval)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- A beat is never lost with anything else, so its commit waits for no disk and, with strict durability, for no
    -- standby. One that a crash takes back is raised again later, and then promises more.
    perform set_config('synchronous_commit', 'off', true);

    -- A time that has not come yet is of a clock that was set back, or of another node's before a promotion.
    update sharding.beat b
    set beat = b.beat + 1, raised_at = clock_timestamp()
    where b.raised_at <= clock_timestamp() - p_pause
       or b.raised_at > clock_timestamp();

    select s.epoch, b.beat, clock_timestamp() - b.raised_at
    into strict raise_beat.epoch, raise_beat.beat, raise_beat.age
    from sharding.shard s, sharding.beat b;
end
$$;

revoke execute on function sharding.raise_beat(interval) from public;
