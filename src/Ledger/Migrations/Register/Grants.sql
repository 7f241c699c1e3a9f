-- Assets are added and never changed.
grant usage on schema ledger to :"server_role";
grant select, insert on ledger.asset to :"server_role";
