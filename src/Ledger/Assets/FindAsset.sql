select code, scale
from ledger.asset
where code = $1
