-- The last posting up to which a book can be folded, with no transfer cut in two: what went in transit before it came
-- out again before it, and the documents of all of them are drawn. Null when there is none after p_first within
-- p_rows_max rows.
create function ledger.foldable_through(
    p_user_number bigint, p_first bigint, p_cutoff timestamptz, p_rows_max integer,
    out last_number bigint, out is_end boolean, out is_cut boolean)
language plpgsql stable as $$
declare
    open_number bigint;
begin
    select max(p.posting_number) filter (where p.booked_at < p_cutoff),
        count(*) < p_rows_max or coalesce(bool_or(p.booked_at >= p_cutoff), false)
    into last_number, is_end
    from (
        select o.posting_number, o.booked_at
        from ledger.posting o
        where o.user_number = p_user_number and o.posting_number > p_first
        order by o.posting_number
        limit p_rows_max) p;
    is_cut := false;
    loop
        select min(u.posting_number) into open_number
        from (
            select p.posting_number
            from ledger.posting p
            where p.user_number = p_user_number
              and p.posting_number > p_first
              and p.posting_number <= last_number
              and p.credit in ('in-transit', 'held')
              and not exists (
                  select
                  from ledger.posting e
                  where e.user_number = p_user_number
                    and e.posting_number > p_first
                    and e.posting_number <= last_number
                    and e.transfer_id = p.transfer_id
                    and e.debit = p.credit)
            union all
            select t.posting_number
            from ledger.document_due d
            join ledger.transfer t on t.user_number = d.user_number and t.transfer_id = d.transfer_id
            where d.user_number = p_user_number and t.posting_number > p_first and t.posting_number <= last_number) u;
        exit when open_number is null;
        last_number := nullif(open_number - 1, p_first);
        is_cut := true;
    end loop;
end
$$;

-- Forgets restrictions that were lifted before the cutoff. Returns how many it forgot.
create function ledger.forget_restrictions(p_cutoff timestamptz, p_rows_max integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone integer;
begin
    delete from ledger.restriction r
    where (r.user_number, r.request_id) in (
        select o.user_number, o.request_id from ledger.restriction o where o.lifted_at < p_cutoff limit p_rows_max);
    get diagnostics gone = row_count;
    return gone;
end
$$;

revoke execute on function
    ledger.foldable_through(bigint, bigint, timestamptz, integer),
    ledger.forget_restrictions(timestamptz, integer)
from public;
