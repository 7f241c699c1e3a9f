-- Forgets entries of the access log that are older than the cutoff, the oldest first. Returns how many it forgot.
create function access.forget_entries(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    -- Numbers are given in the order of time, nearly: an entry between younger ones goes a run later.
    delete from access.entry e
    where e.noted_at < p_cutoff
      and e.entry_number in (select o.entry_number from access.entry o order by o.entry_number limit p_rows_max);
    get diagnostics gone = row_count;
    return gone;
end
$$;

revoke execute on function access.forget_entries(timestamptz, integer) from public;
