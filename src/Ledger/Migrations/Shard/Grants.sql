-- What the region's server may do in the books: read all, add, and change only what its statements change.
-- Nothing of the books is ever deleted by it; what is said of stuck transfers is no part of them.
grant usage on schema ledger, personal to :"server_role";
grant select on all tables in schema ledger, personal to :"server_role";
grant insert on all tables in schema ledger, personal to :"server_role";
grant update (last_posting_number, last_booked_at, restricted_at) on ledger.book to :"server_role";
grant update (wallet, held, in_transit, external, sent, received, exchange, minimum) on ledger.account
    to :"server_role";
grant update (lifted_at, lifted_by) on ledger.restriction to :"server_role";
grant update (name, email, birth_date, sealed_at) on personal.detail to :"server_role";
grant update (refusal) on ledger.idempotency to :"server_role";
grant execute on all functions in schema ledger to :"server_role";
-- Positions of the outbox; its cursors move, and its slots are emptied, through functions only.
grant usage, select on sequence ledger.outbox_position to :"server_role";
revoke insert on ledger.outbox_consumer, ledger.outbox_cursor from :"server_role";
-- Openings are made by the function that folds.
revoke insert on ledger.opening, ledger.opening_balance, ledger.opening_figure, ledger.opening_cutoff
    from :"server_role";
-- Documents are kept and forgotten by functions only; that one is due may also be found by looking at a book.
revoke insert on ledger.document, ledger.document_retention from :"server_role";
-- What only passes do is granted to their role, in WorkGrants.sql.
revoke insert on ledger.inbox, ledger.stuck_transfer, ledger.figures_batch, ledger.figures_line from :"server_role";
revoke update (state, refusal) on ledger.transfer from :"server_role";
revoke update (reason), delete on ledger.stuck_transfer from :"server_role";
revoke execute on function
    ledger.read_legs, ledger.receive_transfers, ledger.settle_transfers, ledger.rebook_sent, ledger.outbox_after,
    ledger.outbox_waits, ledger.outbox_slot_passed, ledger.advance_outbox, ledger.trim_outbox, ledger.horizon_holder,
    ledger.cut_figures, ledger.cut_figures_of_any_size, ledger.figures_standing, ledger.acknowledge_figures,
    ledger.fold_book, ledger.foldable_through, ledger.add_to_opening, ledger.forget_keys, ledger.forget_refusals,
    ledger.forget_restrictions, ledger.cut_documents, ledger.forget_documents
from public, :"server_role";
