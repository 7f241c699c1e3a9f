-- Hands the parameters to the do block that follows on this connection, as settings domicile.p1, domicile.p2 and so on.
-- They are gone with the connection; as bind parameters they are in no log.
select set_config('domicile.p' || ordinal, value, false)
from unnest($1::text[]) with ordinality as given (value, ordinal)
