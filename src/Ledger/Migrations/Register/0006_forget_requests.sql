-- Forgets requests of users about their data that ended before the cutoff. Returns how many it forgot.
create function ledger.forget_requests(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    delete from ledger.privacy_request r
    where r.request_id in (
        select o.request_id
        from ledger.privacy_request o
        where o.state <> 'open' and o.ended_at < p_cutoff
        limit p_rows_max);
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- Forgets refusals of transfers to users that never were, made before the cutoff. Returns how many it forgot.
create function ledger.forget_unplaced(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    delete from ledger.unplaced_refusal u
    where u.transfer_id in (
        select o.transfer_id from ledger.unplaced_refusal o where o.decided_at < p_cutoff limit p_rows_max);
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- Forgets one-time codes that ended before the cutoff. Returns how many it forgot.
create function ledger.forget_codes(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    delete from ledger.erasure_code c
    where c.user_number in (
        select o.user_number from ledger.erasure_code o where o.expires_at < p_cutoff limit p_rows_max)
      and c.expires_at < p_cutoff;
    get diagnostics gone = row_count;
    return gone;
end
$$;

revoke execute on function
    ledger.forget_codes(timestamptz, integer),
    ledger.forget_requests(timestamptz, integer),
    ledger.forget_unplaced(timestamptz, integer)
from public;
