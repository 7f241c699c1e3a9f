-- Whoever comes first makes the month's key; all others are given that one.
select outcome, generation, wrapped
from keys.keep_document_key($4, $1, $2, $3)
