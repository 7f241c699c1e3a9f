select outcome, request_id, tries_left
from ledger.order_erasure($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
