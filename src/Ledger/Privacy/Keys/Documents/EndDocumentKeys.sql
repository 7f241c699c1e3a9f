select key_id, ends_on
from keys.end_document_keys($1)
