-- A queue keeps nothing for ever: messages, and those among the dead letters, are dropped after a time. What they were
-- about is sent again from where it came.
create function queue.forget_old(p_queue text, p_kept interval) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform queue.check_receiver(p_queue);
    delete from queue.dead_letter d where d.queue = p_queue and d.sent_at <= clock_timestamp() - p_kept;
    delete from queue.message m where m.queue = p_queue and m.sent_at <= clock_timestamp() - p_kept;
end
$$;

revoke execute on function queue.forget_old(text, interval) from public;
