-- Hands the role, the user and its password to the do block that follows on this transaction, as settings domicile.p1,
-- domicile.p2 and domicile.p3, which end with it.
select set_config('domicile.p' || ordinal, value, true)
from unnest($1::text[]) with ordinality as given (value, ordinal)
