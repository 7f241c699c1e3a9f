-- Where a shard's primary is, as host:port. Null: where each process was told that it is.
alter table sharding.shard add column primary_address text;

-- The standbys of each shard, and whether one of them may be promoted. What leaves a shard waits for a standby that
-- may be; so one that has been away is let in again in two steps: while it is returning everybody already waits for
-- it, and it becomes promotable when it has what left the shard before everybody knew.
create table sharding.standby (
    shard text not null references sharding.shard,
    name text not null,
    state text not null default 'away' check (state in ('away', 'returning', 'promotable')),
    since timestamptz not null default clock_timestamp(),
    primary key (shard, name)
);

comment on column sharding.standby.name is 'What the standby calls itself to its primary (application_name): r1.';

-- Changes the state of a standby, unless it is another one by now or the shard was promoted since: then false.
-- p_settled_after: how long it must have been in the old state.
create function sharding.change_standby(
    p_shard text, p_epoch integer, p_name text, p_from text, p_to text, p_settled_after interval) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Against a promotion, which updates this row: either it sees the change, or the change sees the new epoch.
    perform 1 from sharding.shard s where s.name = p_shard and s.epoch = p_epoch for share;
    if not found then
        return false;
    end if;

    update sharding.standby b
    set state = p_to, since = clock_timestamp()
    where b.shard = p_shard
      and b.name = p_name
      and b.state = p_from
      and b.since <= clock_timestamp() - p_settled_after;
    return found;
end
$$;

revoke execute on function sharding.change_standby(text, integer, text, text, text, interval) from public;
