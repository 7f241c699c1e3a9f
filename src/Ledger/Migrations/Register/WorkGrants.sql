-- What passes do beside what a server does for its callers: refuse what came for nobody, forget
-- what has had its time.
grant execute on function ledger.refuse_unplaced(uuid[], bigint[], text[]) to :"work_role";
grant execute on function ledger.forget_requests, ledger.forget_unplaced, ledger.forget_codes to :"work_role";
-- Packages are added, and their state changes; none goes away.
grant insert on ledger.audit_institution, ledger.audit_package, ledger.audit_document, ledger.audit_cursor
    to :"work_role";
grant update (last_number, last_root) on ledger.audit_institution to :"work_role";
grant update (state, manifest, keys, try_count, next_try_at, failure, delivered_at, receipt) on ledger.audit_package
    to :"work_role";
grant update (epoch, xid, position) on ledger.audit_cursor to :"work_role";
grant execute on function ledger.forget_packaged to :"work_role";
