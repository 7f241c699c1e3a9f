-- Refusals of transfers from other regions to a user number that no range of this region covered. No shard could commit
-- them, so the register did.
create table ledger.unplaced_refusal (
    transfer_id uuid primary key,
    payee bigint not null,
    payer text not null,
    decided_at timestamptz not null default clock_timestamp()
);

-- Refuses those of the transfers whose payee no range covers, and tells which are refused, now or earlier. A range
-- never goes away: once one covers a number, nothing more is refused here, and whoever then credits asks first what
-- was.
create function ledger.refuse_unplaced(p_transfer_ids uuid[], p_payees bigint[], p_payers text[])
returns table (transfer_id uuid)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- Keeps new ranges out until this is committed, and waits for those that are being made; reading goes on. The check
    -- below is a statement of its own: its snapshot is younger than the lock.
    lock table sharding.key_range in share mode;

    insert into ledger.unplaced_refusal (transfer_id, payee, payer)
    select u.transfer_id, u.payee, u.payer
    from unnest(p_transfer_ids, p_payees, p_payers) u (transfer_id, payee, payer)
    where not exists (
        select 1
        from sharding.key_range r
        where r.first_number <= u.payee and r.end_number > u.payee)
    order by u.transfer_id
    on conflict do nothing;

    return query
    select r.transfer_id from ledger.unplaced_refusal r where r.transfer_id = any (p_transfer_ids);
end
$$;

revoke execute on function ledger.refuse_unplaced(uuid[], bigint[], text[]) from public;
