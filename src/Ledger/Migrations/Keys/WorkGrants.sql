-- What passes do beside what a server does for its callers: destroy what has had its time.
grant execute on function keys.end_document_keys, access.forget_entries to :"work_role";

-- A rotation of the wrapping key: it notes generations and wraps keys anew, and takes no row away.
grant insert, update on keys.generation to :"work_role";
grant update (generation, wrapped, fingerprint) on keys.user_key, keys.document_key to :"work_role";
