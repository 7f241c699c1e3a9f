-- What passes do beside what a server does for its callers: refuse what came for nobody, forget
-- what has had its time.
grant execute on function ledger.refuse_unplaced(uuid[], bigint[], text[]) to :"work_role";
grant execute on function ledger.forget_requests, ledger.forget_unplaced, ledger.forget_codes to :"work_role";
