-- What passes do beside what a server does for its callers: the other side of transfers, and what leaves the shard.
grant insert on ledger.inbox, ledger.stuck_transfer to :"work_role";
grant update (state, refusal) on ledger.transfer to :"work_role";
grant update (reason), delete on ledger.stuck_transfer to :"work_role";
grant execute on function
    ledger.read_legs, ledger.receive_transfers, ledger.settle_transfers, ledger.rebook_sent, ledger.outbox_after,
    ledger.outbox_waits, ledger.advance_outbox, ledger.trim_outbox, ledger.horizon_holder, ledger.cut_figures,
    ledger.figures_standing, ledger.acknowledge_figures, ledger.fold_book, ledger.forget_refusals,
    ledger.forget_restrictions, ledger.cut_documents, ledger.forget_documents
to :"work_role";
