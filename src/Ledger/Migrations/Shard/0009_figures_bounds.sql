-- A batch of figures is one message, and a message has a limit (256 KiB). A line takes less than 400 bytes, so 500 of
-- them are a message with room to spare, whatever number of assets and other sides the rows have.
-- Cuts the next batch: at most p_rows_max rows, and fewer when they come to too many lines.
create function ledger.cut_figures(
    p_rows_max integer, out row_count bigint, out more_waiting boolean, out held_back boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    lines_max constant integer := 500;
    rows_max integer := p_rows_max;
begin
    loop
        begin
            select c.row_count, c.more_waiting, c.held_back into row_count, more_waiting, held_back
            from ledger.cut_figures_of_any_size(rows_max) c;
            -- A row makes one line at most.
            exit when row_count <= lines_max;
            perform
            from (
                select b.epoch, b.batch from ledger.figures_batch b order by b.epoch desc, b.batch desc limit 1) newest
            join ledger.figures_line l on l.epoch = newest.epoch and l.batch = newest.batch
            offset lines_max
            limit 1;
            exit when not found;
            raise exception using errcode = 'program_limit_exceeded';
        exception when program_limit_exceeded then
            -- The batch was not cut; a smaller one is.
            rows_max := greatest(lines_max, least(row_count, rows_max) / 4);
        end;
    end loop;
end
$$;

revoke execute on function ledger.cut_figures(integer) from public;
