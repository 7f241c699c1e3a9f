select institution, user_number, transfer_id
from ledger.audit_document
