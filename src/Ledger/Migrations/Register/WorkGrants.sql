-- What passes do beside what a server does for its callers: refuse what came for nobody.
grant execute on function ledger.refuse_unplaced(uuid[], bigint[], text[]) to :"work_role";
