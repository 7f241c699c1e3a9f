-- When each generation of this shard began, by the clock of the node that has been its primary since.
create table sharding.epoch (
    epoch integer primary key,
    began_at timestamptz not null default clock_timestamp()
);

-- Makes this node's epoch and open ranges those that the register gives to the shard, in one commit: until then a node
-- that was just promoted is refused by every router. Number blocks of older epochs are burnt with it, because a number
-- is only taken from a block of the present one. Safe to repeat; an older epoch is refused.
create function sharding.begin_epoch(p_epoch integer, p_ids integer[], p_firsts bigint[], p_ends bigint[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
    update sharding.shard s set epoch = p_epoch where s.epoch <= p_epoch;
    if not found then
        raise exception 'this shard is of a later epoch than %', p_epoch
            using errcode = 'DM003', hint = 'it was promoted or restored again meanwhile';
    end if;

    update sharding.key_range r set state = 'closed' where r.state = 'open' and r.id <> all (p_ids);
    insert into sharding.key_range (id, first_number, end_number, state)
    select i.id, i.first_number, i.end_number, 'open'
    from unnest(p_ids, p_firsts, p_ends) i (id, first_number, end_number)
    on conflict (id) do update set
        state = 'open', first_number = excluded.first_number, end_number = excluded.end_number;
    insert into sharding.epoch (epoch) values (p_epoch) on conflict do nothing;
end
$$;

revoke execute on function sharding.begin_epoch(integer, integer[], bigint[], bigint[]) from public;
