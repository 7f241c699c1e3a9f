select process_id, application, role, database, since from ledger.horizon_holder()
