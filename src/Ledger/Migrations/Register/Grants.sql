-- Assets are added and never changed.
grant usage on schema ledger to :"server_role";
grant select, insert on ledger.asset to :"server_role";
-- Refusals are made by passes only, through the function.
grant select on ledger.unplaced_refusal to :"server_role";
revoke execute on function ledger.refuse_unplaced(uuid[], bigint[], text[]) from :"server_role";
-- How far nodes have to be before they are served.
grant select on ledger.erasure to :"server_role";
-- Of a request only its time limit and its end change.
grant select, insert on ledger.privacy_request to :"server_role";
grant update (extended_until, extension_reason, state, ended_at) on ledger.privacy_request to :"server_role";
-- Addresses are noted by the function only, which knows who is erased, and forgotten when they change.
grant select, delete on ledger.email to :"server_role";
grant execute on function ledger.note_email(bigint, bytea) to :"server_role";
-- An erasure is ordered, consented to and registered by functions; what came of it is noted and never taken back.
grant select on ledger.erasure_order, ledger.erasure, ledger.erasure_step, ledger.erasure_code to :"server_role";
grant update (refusal, refused_at, settled_at) on ledger.erasure_order to :"server_role";
grant update (unusable_since, key_fingerprint, key_generation, certificate, certified_at, done_at) on ledger.erasure
    to :"server_role";
grant select, insert, update on ledger.erasure_notice to :"server_role";
grant select, insert on ledger.heard_erasure to :"server_role";
grant insert on ledger.erasure_step to :"server_role";
grant insert, update on ledger.erasure_code to :"server_role";
grant execute on function
    ledger.order_erasure(uuid, bigint, text, text, text, text, bytea, bytea, timestamptz, timestamptz),
    ledger.consent_to_erasure(uuid, text, text, timestamptz),
    ledger.register_erasure(uuid),
    ledger.forget_user(bigint)
to :"server_role";
-- What has had its time is forgotten by passes only: see WorkGrants.sql.
revoke execute on function ledger.forget_requests, ledger.forget_unplaced, ledger.forget_codes from :"server_role";
-- What is packaged is read; packages are made and sent by passes only: see WorkGrants.sql.
grant select on ledger.audit_institution, ledger.audit_package, ledger.audit_document, ledger.audit_cursor
    to :"server_role";
revoke execute on function ledger.forget_packaged(text, bigint, date) from :"server_role";
grant execute on function ledger.export_page(text, text[], bigint, jsonb, integer) to :"server_role";
