select code, scale
from ledger.asset
order by code
