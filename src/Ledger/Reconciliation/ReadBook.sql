-- Whether a user has a book here, and of before which moment books of this shard may be folded.
select exists (select from ledger.book where user_number = $1), c.cutoff
from ledger.opening_cutoff c
