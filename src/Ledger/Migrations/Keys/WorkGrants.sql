-- What passes do beside what a server does for its callers: destroy what has had its time.
grant execute on function keys.end_document_keys, access.forget_entries to :"work_role";
